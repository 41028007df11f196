package dev.naru.ingress.http;

import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.SessionState;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session that an operator sends away. */
record EvictedBody(
    UUID sessionId,
    String room,
    SessionState state,
    @Nullable Long ticket,
    @Nullable String endedReason) {

  static EvictedBody of(SessionRecord session) {
    return new EvictedBody(
        session.id(), session.room(), session.state(), session.ticket(), session.endedReason());
  }
}
