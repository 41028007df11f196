package dev.naru.admission.history;

/**
 * Which log stands behind the names: a topic that is deleted and made anew has another id.
 *
 * @param commands id of the topic of the commands
 * @param events id of the topic of the events
 */
record EventLogName(String commands, String events) {}
