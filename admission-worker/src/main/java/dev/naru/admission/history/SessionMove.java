package dev.naru.admission.history;

import dev.naru.model.event.Envelope;
import dev.naru.model.event.SessionMoved;
import java.time.Instant;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** That an operator let a session stand elsewhere in its line; see {@link SessionMoved}. */
record SessionMove(long offset, int index, Instant at, SessionMoved event) {
  private static final String INSERT =
      """
      insert into session_move (room, command_offset, event_index, at, session_id,
                                from_position, to_position, order_before, order_after, reason)
      values (:room, :offset, :index, :at, :session, :from, :to, :before, :after, :reason)
      on conflict do nothing""";

  /** The move that the event tells of; null if of none. */
  static @Nullable SessionMove of(Envelope envelope) {
    return envelope.event() instanceof SessionMoved event
        ? new SessionMove(
            envelope.offset(), envelope.index(), Instant.ofEpochMilli(envelope.clock()), event)
        : null;
  }

  /** Adds its row, unless it is there: a batch may come again. */
  void write(StatelessSession session) {
    session
        .createNativeMutationQuery(INSERT)
        .setParameter("room", StorableText.of(event.room()))
        .setParameter("offset", offset)
        .setParameter("index", index)
        .setParameter("at", at)
        .setParameter("session", event.sessionId())
        .setParameter("from", event.from())
        .setParameter("to", event.to())
        .setParameter("before", event.orderBefore())
        .setParameter("after", event.order())
        .setParameter("reason", StorableText.of(event.reason()))
        .executeUpdate();
  }
}
