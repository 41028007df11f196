package dev.naru.ingress.figures;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.naru.ingress.figures.Counts.Admitted;
import dev.naru.ingress.store.Postgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Series from {@code room_minute} and {@code session_history}, by the indexes that are there for
 * others; however many ask, read seldom.
 */
final class PostgresRoomSeries implements RoomSeries {
  private static final Duration FRESH = Duration.ofSeconds(10);
  private static final int MOST_SERIES = 1_000;

  private static final String ACTIVE =
      "select minute, active from room_minute where room = :room and minute >= :since order by minute";

  private static final String ACTIVE_BEFORE =
      "select active from room_minute where room = :room and minute < :since order by minute desc limit 1";

  private static final String ADMITTED =
      """
      select floor(extract(epoch from admitted_at) / :step), count(*),
             percentile_cont(0.5) within group (order by extract(epoch from admitted_at - joined_at)),
             percentile_cont(0.95) within group (order by extract(epoch from admitted_at - joined_at))
      from session_history where room = :room and admitted_at >= :since group by 1""";

  private static final String JOINED =
      """
      select floor(extract(epoch from joined_at) / :step), count(*)
      from session_history where room = :room and joined_at >= :since and ticket is not null group by 1""";

  private static final String LEFT =
      """
      select floor(extract(epoch from ended_at) / :step), count(*)
      from session_history
      where room = :room and ended_at >= :since and ticket is not null and admitted_at is null group by 1""";

  private final Postgres postgres;
  private final InstantSource clock;
  private final Cache<Wanted, List<Point>> series =
      Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(MOST_SERIES).build();

  PostgresRoomSeries(Postgres postgres, InstantSource clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  private record Wanted(String room, Window window) {}

  @Override
  public List<Point> of(String room, Window window, long waitingNow) {
    return series.get(
        new Wanted(room, window),
        wanted -> postgres.call(manager -> read(manager, room, window, waitingNow)));
  }

  private List<Point> read(EntityManager manager, String room, Window window, long waitingNow) {
    Instant now = clock.instant();
    long step = window.step().toSeconds();
    long last = now.getEpochSecond() / step;
    long first = last - window.length().toSeconds() / step + 1;
    Reading reading = new Reading(manager, room, Instant.ofEpochSecond(first * step), step);
    return new SeriesFold(reading.counts(), window.step()).points(first, last, waitingNow);
  }

  /** One reading of a room's histories. */
  private record Reading(EntityManager manager, String room, Instant since, long step) {

    Counts counts() {
      Counts counts = Counts.after(activeBefore());
      for (Object[] row : Rows.of(query(ACTIVE))) {
        counts.active().put(((Instant) row[0]).getEpochSecond() / step, (Integer) row[1]);
      }
      fill(JOINED, counts.joined());
      fill(LEFT, counts.left());
      for (Object[] row : Rows.of(stepped(ADMITTED))) {
        counts.admitted().put(Rows.number(row[0]), admitted(row));
      }
      return counts;
    }

    private int activeBefore() {
      List<?> found = query(ACTIVE_BEFORE, Integer.class).getResultList();
      return found.isEmpty() ? 0 : (Integer) found.getFirst();
    }

    private void fill(String text, Map<Long, Long> counts) {
      for (Object[] row : Rows.of(stepped(text))) {
        counts.put(Rows.number(row[0]), Rows.number(row[1]));
      }
    }

    private Query stepped(String text) {
      return query(text).setParameter("step", step);
    }

    private Query query(String text) {
      return query(text, Object[].class);
    }

    private Query query(String text, Class<?> row) {
      return manager
          .createNativeQuery(text, row)
          .setParameter("room", room)
          .setParameter("since", since);
    }

    private static Admitted admitted(Object[] row) {
      return new Admitted(Rows.number(row[1]), Rows.seconds(row[2]), Rows.seconds(row[3]));
    }
  }
}
