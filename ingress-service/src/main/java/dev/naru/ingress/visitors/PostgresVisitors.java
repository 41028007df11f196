package dev.naru.ingress.visitors;

import dev.naru.ingress.store.Postgres;
import dev.naru.model.SessionState;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sessions in {@code session_history}; its index serves them in this very order. */
final class PostgresVisitors implements Visitors {
  private static final Place FIRST = new Place(Instant.EPOCH, new UUID(0, 0));

  private final Postgres postgres;

  PostgresVisitors(Postgres postgres) {
    this.postgres = postgres;
  }

  @Override
  public List<VisitorRecord> list(
      String room, Set<SessionState> states, int most, @Nullable Place after) {
    Place begin = after == null ? FIRST : after;
    return postgres.call(
        manager ->
            manager
                .createQuery(
                    "from IngressVisitorRow r where r.room = :room and r.state in :states"
                        + " and (r.joinedAt > :at or r.joinedAt = :at and r.id > :id)"
                        + " order by r.joinedAt, r.id",
                    VisitorRow.class)
                .setParameter("room", room)
                .setParameter("states", states.stream().map(SessionState::name).toList())
                .setParameter("at", begin.joinedAt())
                .setParameter("id", begin.sessionId())
                .setMaxResults(most)
                .getResultStream()
                .map(VisitorRow::visitor)
                .toList());
  }
}
