package dev.naru.model.event;

import java.util.UUID;

/**
 * A query was cancelled. If it had been assigned, its slot stays taken until the worker says that
 * the call is over.
 *
 * @param slot the slot that it still occupies, -1 if none
 * @param because {@code REQUESTED} or {@code SESSION_ENDED}
 */
public record QueryCancelled(UUID queryId, UUID sessionId, String pool, int slot, Cause because)
    implements Event {
  /** Who wanted it. */
  public enum Cause {
    REQUESTED,
    SESSION_ENDED
  }
}
