package dev.naru.ingress.deadletter;

import dev.naru.ingress.deadletter.Letter.Redrive;
import dev.naru.ingress.store.Postgres;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** The redrives in {@code dead_letter}: each step is a comparison and a change at once. */
final class PostgresRedrives implements Redrives {
  /** Key of the advisory lock under which letters are taken: one pace for all ingresses. */
  private static final long LOCK = 0x4E41_5255_0000_0001L;

  private static final Duration WINDOW = Duration.ofSeconds(1);
  private static final int MOST_READ = 1_000;

  private final Postgres postgres;
  private volatile boolean ready;

  PostgresRedrives(Postgres postgres) {
    this.postgres = postgres;
  }

  @Override
  public List<Letter> take(Instant now, int most, Supplier<UUID> ids) {
    if (!isReady()) {
      return List.of();
    }
    return postgres.call(
        manager -> {
          manager
              .createNativeQuery("select 1 from pg_advisory_xact_lock(:lock)")
              .setParameter("lock", LOCK)
              .getSingleResult();
          return wanted(manager, now, most).stream().map(row -> begin(row, now, ids)).toList();
        });
  }

  /** Whether the table is there: the query worker makes it, maybe later than this starts. */
  private boolean isReady() {
    ready = ready || postgres.call(PostgresRedrives::hasTable);
    return ready;
  }

  private static boolean hasTable(EntityManager manager) {
    return manager
            .createNativeQuery("select cast(to_regclass('dead_letter') as text)", String.class)
            .getSingleResult()
        != null;
  }

  private static List<LetterRow> wanted(EntityManager manager, Instant now, int most) {
    Integer rate =
        manager
            .createQuery(
                "select min(l.rate) from IngressLetterRow l where l.state = WANTED", Integer.class)
            .getSingleResult();
    if (rate == null) {
      return List.of();
    }
    long begun = begunSince(manager, now.minus(WINDOW));
    long busy =
        manager
            .createQuery(
                "select count(l) from IngressLetterRow l where l.state in (JOINING, RUNNING)",
                Long.class)
            .getSingleResult();
    long left = Math.min(rate - begun, most - busy);
    return left <= 0
        ? List.of()
        : manager
            .createQuery(
                "from IngressLetterRow l where l.state = WANTED order by l.id", LetterRow.class)
            .setMaxResults((int) left)
            .getResultList();
  }

  private static long begunSince(EntityManager manager, Instant since) {
    return manager
        .createQuery("select count(l) from IngressLetterRow l where l.begunAt > :since", Long.class)
        .setParameter("since", since)
        .getSingleResult();
  }

  private static Letter begin(LetterRow row, Instant now, Supplier<UUID> ids) {
    row.state = row.queryId == null ? LetterState.RUNNING : LetterState.JOINING;
    row.begunAt = now;
    row.redriveAt = now;
    row.redriveSession = ids.get();
    row.redriveQuery = ids.get();
    return row.letter();
  }

  @Override
  public List<Letter> underWay() {
    if (!isReady()) {
      return List.of();
    }
    return postgres.call(
        manager ->
            manager
                .createQuery(
                    "from IngressLetterRow l where l.state in (JOINING, RUNNING) order by l.id",
                    LetterRow.class)
                .setMaxResults(MOST_READ)
                .getResultStream()
                .map(LetterRow::letter)
                .toList());
  }

  @Override
  public boolean keep(Letter letter, byte[] value) {
    return postgres.call(
            manager ->
                manager
                    .createQuery(
                        "update IngressLetterRow l set l.value = :value, l.size = :size"
                            + " where l.id = :id and l.state = :from")
                    .setParameter("value", value)
                    .setParameter("size", (long) value.length)
                    .setParameter("id", letter.id())
                    .setParameter("from", letter.state())
                    .executeUpdate())
        > 0;
  }

  @Override
  public boolean step(Letter letter, LetterState to, Redrive redrive) {
    Redrive old = letter.redrive();
    return postgres.call(
            manager ->
                manager
                    .createQuery(
                        "update IngressLetterRow l set l.state = :to, l.redriveSession = :session,"
                            + " l.redriveQuery = :query, l.redriveAt = :at"
                            + " where l.id = :id and l.state = :from and l.redriveAt = :was")
                    .setParameter("to", to)
                    .setParameter("session", redrive.sessionId())
                    .setParameter("query", redrive.queryId())
                    .setParameter("at", redrive.at())
                    .setParameter("id", letter.id())
                    .setParameter("from", letter.state())
                    .setParameter("was", old == null ? Instant.EPOCH : old.at())
                    .executeUpdate())
        > 0;
  }

  @Override
  public boolean end(Letter letter, LetterState to, boolean parked) {
    return postgres.call(
            manager ->
                manager
                    .createQuery(
                        "update IngressLetterRow l set l.state = :to,"
                            + " l.parked = case when :parked = true then true else l.parked end"
                            + " where l.id = :id and l.state = :from")
                    .setParameter("to", to)
                    .setParameter("parked", parked)
                    .setParameter("id", letter.id())
                    .setParameter("from", letter.state())
                    .executeUpdate())
        > 0;
  }
}
