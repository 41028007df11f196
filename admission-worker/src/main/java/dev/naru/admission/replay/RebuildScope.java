package dev.naru.admission.replay;

/**
 * What a rebuild makes anew beside the view.
 *
 * @param history the histories in Postgres
 */
record RebuildScope(boolean history) {}
