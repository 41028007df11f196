package dev.naru.ingress.figures;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.naru.ingress.store.Postgres;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Outcomes from {@code query_history}; however many ask, read every other second. */
final class PostgresPoolOutcomes implements PoolOutcomes {
  private static final Duration LATELY = Duration.ofMinutes(5);
  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final String ALL = "all";

  private static final String OUTCOMES =
      """
      select pool,
             count(*) filter (where state = 'SUCCEEDED'), count(*) filter (where state = 'FAILED'),
             count(*) filter (where state = 'TIMED_OUT'), count(*) filter (where state = 'CANCELLED'),
             percentile_cont(0.5) within group (order by extract(epoch from finished_at - started_at))
               filter (where state = 'SUCCEEDED'),
             percentile_cont(0.95) within group (order by extract(epoch from finished_at - started_at))
               filter (where state = 'SUCCEEDED')
      from query_history where finished_at >= :since and pool is not null group by pool""";

  private final Postgres postgres;
  private final InstantSource clock;
  private final Cache<String, Map<String, Outcomes>> read =
      Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(1).build();

  PostgresPoolOutcomes(Postgres postgres, InstantSource clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  @Override
  public Map<String, Outcomes> lately() {
    return read.get(ALL, all -> postgres.call(this::read));
  }

  private Map<String, Outcomes> read(EntityManager manager) {
    Map<String, Outcomes> byPool = new HashMap<>();
    var query =
        manager
            .createNativeQuery(OUTCOMES, Object[].class)
            .setParameter("since", clock.instant().minus(LATELY));
    for (Object[] row : Rows.of(query)) {
      byPool.put((String) row[0], outcomes(row));
    }
    return byPool;
  }

  private static Outcomes outcomes(Object[] row) {
    return new Outcomes(
        Rows.number(row[1]),
        Rows.number(row[2]),
        Rows.number(row[3]),
        Rows.number(row[4]),
        Rows.seconds(row[5]),
        Rows.seconds(row[6]));
  }
}
