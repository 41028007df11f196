package dev.naru.ingress.visitors;

import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.SessionState;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One session, as the history has it; it follows within half a second. */
public record VisitorRecord(
    UUID sessionId,
    String userKey,
    String room,
    SessionState state,
    @Nullable Long ticket,
    Instant joinedAt,
    @Nullable Instant admittedAt,
    @Nullable Instant endedAt,
    @Nullable String endedReason) {

  /** A live session, as the view has it. */
  public static VisitorRecord of(SessionRecord session, String userKey) {
    return new VisitorRecord(
        session.id(),
        userKey,
        session.room(),
        session.state(),
        session.ticket(),
        Objects.requireNonNull(session.joinedAt()),
        session.admittedAt(),
        null,
        session.endedReason());
  }
}
