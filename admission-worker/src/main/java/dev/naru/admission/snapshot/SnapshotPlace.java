package dev.naru.admission.snapshot;

/**
 * Where in which log a snapshot was taken.
 *
 * @param commandOffset of the last command applied, -1 before the first
 * @param nextEvent offset of the first event that it does not hold
 * @param leaderEpoch of the last event that it holds, -1 if unknown
 * @param chain running hash of the commands up to {@code commandOffset}, 64 hex digits
 * @param previousChain the running hash before that command, so that the log can prove that it
 *     still holds it
 */
public record SnapshotPlace(
    int partition,
    LogIdentity log,
    long commandOffset,
    long nextEvent,
    int leaderEpoch,
    String chain,
    String previousChain) {}
