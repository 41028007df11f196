package dev.naru.ingress.http;

import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.SessionState;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session that an operator lets stand elsewhere in its line.
 *
 * @param position 1 for the next in line; null unless {@code WAITING}
 */
record MovedBody(
    UUID sessionId,
    String room,
    SessionState state,
    @Nullable Long ticket,
    @Nullable Long position) {

  static MovedBody of(SessionRecord session) {
    return new MovedBody(
        session.id(), session.room(), session.state(), session.ticket(), session.position());
  }

  MovedBody at(long newPosition) {
    return new MovedBody(sessionId, room, state, ticket, newPosition);
  }
}
