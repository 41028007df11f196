package dev.naru.ingress.deadletter;

import dev.naru.model.wire.HashChain;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record that led nowhere.
 *
 * @param topic where the record stood, as {@code partition} and {@code offset}
 * @param reason {@code UNREADABLE} or {@code MAX_ATTEMPTS}
 * @param queryId null if the record is no query's
 * @param attempts how often the query was tried, its redrives included
 * @param parked whether it failed again after a redrive
 * @param value the record's bytes; null if it had none, or over 1 MB that were not brought back yet
 * @param sha256 of the record's bytes, 64 hex digits; empty if they were erased
 */
public record Letter(
    UUID id,
    Instant at,
    String topic,
    int partition,
    long offset,
    String reason,
    @Nullable UUID queryId,
    int attempts,
    boolean parked,
    byte @Nullable [] value,
    String sha256,
    LetterState state,
    @Nullable Redrive redrive) {

  /** Whether its bytes are only where the record stood: the topic of letters takes 1 MB. */
  public boolean isInLog() {
    return value == null && !sha256.isEmpty() && !sha256.equals(HashChain.hashOf(null));
  }

  /** The same letter, a step on. */
  Letter with(LetterState newState, Redrive newRedrive) {
    return with(value, newState, newRedrive);
  }

  /** The same letter, with its bytes. */
  Letter with(byte[] newValue) {
    return with(newValue, state, redrive);
  }

  private Letter with(
      byte @Nullable [] newValue, LetterState newState, @Nullable Redrive newRedrive) {
    return new Letter(
        id,
        at,
        topic,
        partition,
        offset,
        reason,
        queryId,
        attempts,
        parked,
        newValue,
        sha256,
        newState,
        newRedrive);
  }

  /**
   * A redrive that was begun.
   *
   * @param sessionId the session that asks anew
   * @param queryId what it asks
   * @param at of its last step
   */
  public record Redrive(UUID sessionId, UUID queryId, Instant at) {}
}
