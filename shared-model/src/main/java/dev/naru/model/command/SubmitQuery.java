package dev.naru.model.command;

import dev.naru.model.RawJson;
import dev.naru.model.UserKeys;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ask something of a pool, as an active session.
 *
 * @param timeoutMillis longest run of each attempt; 0 takes the pool's
 * @param pool one of the room's pools; null takes its first
 * @param idempotencyKey the client's key for this query, scoped to the session; null if none
 */
public record SubmitQuery(
    UUID queryId,
    UUID sessionId,
    RawJson payload,
    long timeoutMillis,
    @Nullable String pool,
    @Nullable String idempotencyKey)
    implements Command {
  public SubmitQuery {
    Objects.requireNonNull(queryId, "queryId");
    Objects.requireNonNull(sessionId, "sessionId");
    Objects.requireNonNull(payload, "payload");
    UserKeys.requireIdempotencyKey(idempotencyKey);
    if (timeoutMillis < 0) {
      throw new IllegalArgumentException(
          "Expected timeoutMillis to be 0 or more, but it is " + timeoutMillis);
    }
  }
}
