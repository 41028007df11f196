package dev.naru.admission.replay;

/**
 * What {@code rebuild} came to.
 *
 * @param previousGeneration of the view that was shown before
 * @param generation of the view that is shown since
 * @param verified the log, decided again, held against the new view
 */
public record RebuildReport(long previousGeneration, long generation, VerifyReport verified) {}
