package dev.naru.model.command;

import dev.naru.model.UserKeys;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Take a place in a room's line.
 *
 * @param sessionId the id that the session gets unless the user has a live one
 * @param userKey who waits: 1 to 256 characters
 * @param idempotencyKey the client's key for this request, scoped to the room; null if none
 */
public record RequestSession(
    UUID sessionId, String room, String userKey, @Nullable String idempotencyKey)
    implements Command {
  public RequestSession {
    Objects.requireNonNull(sessionId, "sessionId");
    Objects.requireNonNull(room, "room");
    UserKeys.require(userKey);
    UserKeys.requireIdempotencyKey(idempotencyKey);
  }
}
