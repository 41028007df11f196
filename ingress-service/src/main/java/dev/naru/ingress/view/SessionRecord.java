package dev.naru.ingress.view;

import dev.naru.model.SessionState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One session as it stands; what is unknown is null.
 *
 * @param position 1 for the next in line; null unless {@code WAITING}
 * @param endedReason name of an {@code EndReason}
 * @param refusal name of a {@code RefusalReason}
 * @param admissions the room's admission history; null unless {@code WAITING}
 */
public record SessionRecord(
    UUID id,
    String room,
    SessionState state,
    @Nullable Long ticket,
    @Nullable Long position,
    @Nullable Instant joinedAt,
    @Nullable Instant admittedAt,
    @Nullable Instant expiresAt,
    @Nullable String endedReason,
    @Nullable String refusal,
    @Nullable String admissions) {

  /** A session that is in the log, and not decided yet. */
  public static SessionRecord pending(UUID id, String room) {
    return new SessionRecord(
        id, room, SessionState.PENDING, null, null, null, null, null, null, null, null);
  }
}
