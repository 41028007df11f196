package dev.naru.ingress.history;

import dev.naru.ingress.store.Postgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Pages of the history by id: ids are UUIDv7, which begin with the time at which they were made, so
 * the primary key has them in the order in which they were asked for.
 */
final class PostgresChronicle implements Chronicle {
  private static final String SESSIONS =
      "select new dev.naru.ingress.history.PastSession(r.id, r.room, r.userKey, r.ticket, r.state,"
          + " r.joinedAt, r.admittedAt, r.endedAt, r.endedReason, r.refusal) from IngressSessionRow r";
  private static final String QUERIES =
      "select new dev.naru.ingress.history.PastQuery(r.id, r.sessionId, r.room, r.pool, r.state,"
          + " r.attempt, r.submittedAt, r.startedAt, r.finishedAt) from IngressQueryRow r";

  private final Postgres postgres;

  PostgresChronicle(Postgres postgres) {
    this.postgres = postgres;
  }

  @Override
  public List<PastSession> sessions(Part part, int most, @Nullable UUID after) {
    return postgres.call(
        manager -> page(manager, SESSIONS, PastSession.class, part, most, after).getResultList());
  }

  @Override
  public List<PastQuery> queries(Part part, int most, @Nullable UUID after) {
    return postgres.call(
        manager -> page(manager, QUERIES, PastQuery.class, part, most, after).getResultList());
  }

  private static <T> TypedQuery<T> page(
      EntityManager manager,
      String select,
      Class<T> type,
      Part part,
      int most,
      @Nullable UUID after) {
    String ofRoom = part.room() == null ? "" : " and r.room = :room";
    TypedQuery<T> query =
        manager
            .createQuery(
                select
                    + " where r.liveId is null and r.id > :after and r.id < :to"
                    + ofRoom
                    + " order by r.id",
                type)
            .setParameter("after", after == null ? before(part.from()) : after)
            .setParameter("to", end(part.to()))
            .setMaxResults(most);
    return part.room() == null ? query : query.setParameter("room", part.room());
  }

  /** Smaller than any id that was made at that time or later. */
  private static UUID before(@Nullable Instant from) {
    return from == null ? new UUID(0, 0) : new UUID(from.toEpochMilli() << 16, 0);
  }

  /** Larger than any id that was made before that time. */
  private static UUID end(@Nullable Instant to) {
    return to == null ? new UUID(-1, -1) : new UUID(to.toEpochMilli() << 16, 0);
  }
}
