package dev.naru.ingress.story;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.naru.ingress.store.Postgres;
import dev.naru.ingress.story.FairnessFigures.Errors;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Fairness from {@code room_minute} and {@code session_history}, once {@code history_place} has
 * come to what the view shows; however many ask, read seldom.
 */
final class PostgresFairness implements Fairness {
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final int MOST_ROOMS = 1_000;

  /** The history follows within half a second. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

  private static final String REACHED =
      "select exists (select from history_place"
          + " where partition_number = :partition and command_offset >= :reached)";

  private static final String ORDER =
      """
      select coalesce(sum(admissions), 0), coalesce(sum(inversions), 0),
             greatest(coalesce(max(max_active), 0),
                      coalesce((select active from room_minute
                                where room = :room and minute < :since order by minute desc limit 1), 0))
      from room_minute where room = :room and minute >= :since""";

  private static final String ERRORS =
      """
      select percentile_cont(0.5) within group (order by error), percentile_cont(0.9) within group (order by error)
      from (select abs(extract(epoch from admitted_at - joined_at)::double precision - estimated_seconds) as error
            from session_history
            where room = :room and admitted_at >= :since and estimated_seconds is not null) told""";

  private final Postgres postgres;
  private final InstantSource clock;

  /** Empty where the history was behind. */
  private final Cache<String, Optional<FairnessFigures>> figures =
      Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(MOST_ROOMS).build();

  PostgresFairness(Postgres postgres, InstantSource clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  @Override
  public FairnessFigures of(String room, int partition, long reached) {
    return figures
        .get(room, name -> look(name, partition, reached))
        .orElseThrow(HistoryBehindException::new);
  }

  private Optional<FairnessFigures> look(String room, int partition, long reached) {
    return hasReached(partition, reached)
        ? Optional.of(postgres.call(manager -> read(manager, room)))
        : Optional.empty();
  }

  private boolean hasReached(int partition, long reached) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean has = reached < 0 || look(partition, reached);
    while (!has && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(LOOK_NANOS);
      has = look(partition, reached);
    }
    return has;
  }

  private boolean look(int partition, long reached) {
    return postgres.call(
        manager ->
            (Boolean)
                manager
                    .createNativeQuery(REACHED, Boolean.class)
                    .setParameter("partition", partition)
                    .setParameter("reached", reached)
                    .getSingleResult());
  }

  private FairnessFigures read(EntityManager manager, String room) {
    Instant since = clock.instant().minus(WINDOW).truncatedTo(ChronoUnit.MINUTES);
    Object[] order = row(manager, ORDER, room, since);
    Object[] errors = row(manager, ERRORS, room, since);
    return new FairnessFigures(
        ((Number) order[0]).longValue(),
        ((Number) order[1]).longValue(),
        ((Number) order[2]).intValue(),
        new Errors(seconds(errors[0]), seconds(errors[1])));
  }

  private static Object[] row(EntityManager manager, String query, String room, Instant since) {
    return (Object[])
        manager
            .createNativeQuery(query, Object[].class)
            .setParameter("room", room)
            .setParameter("since", since)
            .getSingleResult();
  }

  /** To the tenth. */
  private static @Nullable Double seconds(@Nullable Object value) {
    return value == null ? null : Math.round(((Number) value).doubleValue() * 10) / 10.0;
  }
}
