package dev.naru.admission.replay;

import org.jspecify.annotations.Nullable;

/**
 * What {@code rebuild} came to.
 *
 * @param previousGeneration of the view that was shown before
 * @param generation of the view that is shown since
 * @param verified the log, decided again, held against the new view
 * @param history null if the histories were left alone
 */
public record RebuildReport(
    long previousGeneration,
    long generation,
    VerifyReport verified,
    @Nullable HistoryReport history) {}
