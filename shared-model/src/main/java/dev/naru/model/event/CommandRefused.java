package dev.naru.model.event;

import dev.naru.model.RefusalReason;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command changed nothing.
 *
 * @param command the command's type name; {@code Unreadable} for what is none
 * @param message what was expected and what was found, for people
 * @param room the room it spoke of, if any
 * @param userKey of a refused {@code RequestSession}; null otherwise
 * @param sessionId the session it spoke of, or proposed, if any
 * @param queryId the query it spoke of, or proposed, if any
 */
public record CommandRefused(
    String command,
    RefusalReason reason,
    String message,
    @Nullable String room,
    @Nullable String userKey,
    @Nullable UUID sessionId,
    @Nullable UUID queryId)
    implements Event {}
