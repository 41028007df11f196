package dev.naru.admission.replay;

/**
 * What the histories were before they were written anew, and are since: counts of rows. What was
 * there of another log, or was added beside the log, is gone.
 */
public record HistoryReport(
    long previousSessions, long sessions, long previousQueries, long queries) {}
