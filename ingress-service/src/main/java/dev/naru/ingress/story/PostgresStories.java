package dev.naru.ingress.story;

import dev.naru.ingress.store.Postgres;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Stories from {@code session_history} and {@code room_…}. However long a wait was and however many
 * stood before, a story has a bounded number of steps: those who went within one moment are one.
 */
final class PostgresStories implements Stories {
  private static final int MOST_MOVEMENTS = 60;
  private static final int MOST_CHANGES = 100;

  /** What a room may turn to, as {@code room_change} has it. */
  private static final List<String> TURNS =
      List.of("OPENED", "CLOSED", "DRAINED", "PRE_QUEUE", "PRE_QUEUE_LOTTERY");

  private static final long SHORTEST_MOMENT_MILLIS = 1_000;

  private static final String MOVEMENTS =
      """
      select max(at), count(*) filter (where served), count(*) filter (where reason = 'LEFT'),
             count(*) filter (where reason = 'ABANDONED'), count(*)
      from (select coalesce(admitted_at, ended_at) as at, admitted_at is not null as served,
                   case when admitted_at is null then ended_reason end as reason
            from session_history
            where room = :room and left_line_offset > :since and left_line_offset <= :until
              and coalesce(line_order, drawn_ticket, ticket) < :order) gone
      group by floor(extract(epoch from at - :joined) * 1000 / :moment)
      order by 1""";

  private final Postgres postgres;
  private final InstantSource clock;

  PostgresStories(Postgres postgres, InstantSource clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  @Override
  public Optional<Story> of(UUID sessionId, int partition) {
    return postgres.call(
        manager ->
            Optional.ofNullable(manager.find(VisitRow.class, sessionId))
                .map(visit -> tell(manager, visit, partition)));
  }

  private Story tell(EntityManager manager, VisitRow visit, int partition) {
    Instant now = clock.instant();
    LineMoves.Own own = moves(manager, visit);
    return new StoryTeller(visit)
        .tell(
            partition,
            movements(manager, visit, own.spans(), now),
            inOrder(
                own.changes().stream(),
                own.spans().stream().flatMap(span -> LineMoves.past(manager, visit, span)),
                before(manager, visit),
                changes(manager, visit).stream(),
                holds(manager, visit).stream()),
            manager.find(StandingRow.class, visit.room),
            now);
  }

  private static LineMoves.Own moves(EntityManager manager, VisitRow visit) {
    return visit.requestedOffset == null || visit.ticket == null
        ? new LineMoves.Own(List.of(), List.of())
        : LineMoves.of(manager, visit, visit.requestedOffset, lastOffset(visit));
  }

  private static List<Movement> movements(
      EntityManager manager, VisitRow visit, List<LineMoves.Span> spans, Instant now) {
    if (visit.joinedAt == null) {
      return List.of();
    }
    Duration wait = Duration.between(visit.joinedAt, end(visit, now));
    long moment = Math.max(SHORTEST_MOMENT_MILLIS, wait.toMillis() / MOST_MOVEMENTS);
    return spans.stream().flatMap(span -> movements(manager, visit, span, moment)).toList();
  }

  private static Stream<Movement> movements(
      EntityManager manager, VisitRow visit, LineMoves.Span span, long moment) {
    return manager
        .createNativeQuery(MOVEMENTS, Object[].class)
        .setParameter("room", visit.room)
        .setParameter("since", span.since())
        .setParameter("until", span.until())
        .setParameter("order", span.order())
        .setParameter("joined", visit.joinedAt)
        .setParameter("moment", moment)
        .getResultStream()
        .map(row -> movement((Object[]) row));
  }

  private static Movement movement(Object[] row) {
    int served = count(row[1]);
    int left = count(row[2]);
    int abandoned = count(row[3]);
    return new Movement(
        (Instant) row[0], served, left, abandoned, count(row[4]) - served - left - abandoned);
  }

  private static int count(Object number) {
    return ((Number) number).intValue();
  }

  private static List<ChangeRow> changes(EntityManager manager, VisitRow visit) {
    if (visit.requestedOffset == null) {
      return List.of();
    }
    return manager
        .createQuery(
            "from IngressChangeRow r where r.room = :room and r.offset > :since and r.offset <= :until"
                + " order by r.offset, r.index",
            ChangeRow.class)
        .setParameter("room", visit.room)
        .setParameter("since", visit.requestedOffset)
        .setParameter("until", lastOffset(visit))
        .setMaxResults(MOST_CHANGES)
        .getResultList();
  }

  /** The pre-queue that the visitor came in, as if it had begun then. */
  private static Stream<ChangeRow> before(EntityManager manager, VisitRow visit) {
    if (visit.requestedOffset == null || visit.joinedAt == null) {
      return Stream.empty();
    }
    Instant joinedAt = visit.joinedAt;
    return manager
        .createQuery(
            "from IngressChangeRow r where r.room = :room and r.offset <= :since and r.what in :turns"
                + " order by r.offset desc, r.index desc",
            ChangeRow.class)
        .setParameter("room", visit.room)
        .setParameter("since", visit.requestedOffset)
        .setParameter("turns", TURNS)
        .setMaxResults(1)
        .getResultStream()
        .filter(turn -> turn.what.startsWith("PRE_QUEUE"))
        .map(turn -> turn.at(joinedAt));
  }

  private static List<ChangeRow> holds(EntityManager manager, VisitRow visit) {
    return visit.requestedOffset == null || visit.joinedAt == null
        ? List.of()
        : PoolHolds.of(
            manager, visit.room, visit.joinedAt, visit.requestedOffset, lastOffset(visit));
  }

  @SafeVarargs
  private static List<ChangeRow> inOrder(Stream<ChangeRow>... changes) {
    return Stream.of(changes)
        .flatMap(kind -> kind)
        .sorted(Comparator.comparing(change -> change.at))
        .toList();
  }

  private static long lastOffset(VisitRow visit) {
    return visit.leftLineOffset == null ? Long.MAX_VALUE : visit.leftLineOffset;
  }

  private static Instant end(VisitRow visit, Instant now) {
    if (visit.admittedAt != null) {
      return visit.admittedAt;
    }
    return visit.endedAt == null ? now : visit.endedAt;
  }
}
