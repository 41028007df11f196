package dev.naru.admission.replay;

import dev.naru.admission.replay.log.CannotReplayException;
import dev.naru.admission.replay.log.KafkaLog;
import dev.naru.admission.replay.log.KafkaLog.EventsEnd;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Has both histories in Postgres written anew from the log: empties their tables at once, and waits
 * until the services, which notice that within seconds, have come to the end of the events. Throws
 * {@link CannotReplayException} if it could not be done.
 */
final class HistoryRewrite {
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final long LOOK_MILLIS = 500;

  private static final String EMPTY =
      "truncate session_history, session_move, room_change, pool_change, room_standing, room_minute,"
          + " history_place, query_history, query_history_place";

  private static final String SESSIONS = "select count(*) from session_history";
  private static final String QUERIES = "select count(*) from query_history";

  private final String postgres;
  private final KafkaLog log;

  /**
   * @param postgres where the histories are, a JDBC URL with everything in it
   */
  HistoryRewrite(String postgres, KafkaLog log) {
    this.postgres = postgres;
    this.log = log;
  }

  HistoryReport run(ProgressListener progress) {
    List<EventsEnd> ends = log.eventsEnds();
    ends.forEach(HistoryRewrite::requireWhole);
    try (Connection connection = DriverManager.getConnection(postgres);
        Statement statement = connection.createStatement()) {
      long sessions = number(statement, SESSIONS);
      long queries = number(statement, QUERIES);
      statement.execute(EMPTY);
      await(statement, ends, progress);
      return new HistoryReport(
          sessions, number(statement, SESSIONS), queries, number(statement, QUERIES));
    } catch (SQLException e) {
      throw new CannotReplayException(
          "Expected Postgres to have both histories, but: " + e.getMessage());
    }
  }

  /** What the log does not have any more would be gone for good. */
  private static void requireWhole(EventsEnd end) {
    if (end.first() > 0) {
      throw new CannotReplayException(
          "Expected a log that begins with its first event, but partition %d begins at %d: the history of before would be lost. Rebuild the view alone: leave the history out"
              .formatted(end.partition(), end.first()));
    }
  }

  private static void await(Statement statement, List<EventsEnd> ends, ProgressListener progress)
      throws SQLException {
    long total = ends.stream().mapToLong(EventsEnd::next).sum();
    long until = System.nanoTime() + LONGEST.toNanos();
    for (long done = written(statement, ends); done < total; done = written(statement, ends)) {
      progress.at(done, total);
      if (System.nanoTime() > until) {
        throw new CannotReplayException(
            "Expected both histories to be written within %d minutes, but they have %d of %d events: they go on; see whether admission and query workers are ready"
                .formatted(LONGEST.toMinutes(), done, total));
      }
      pause();
    }
  }

  /** As far as both histories have got, no further than there was to write. */
  private static long written(Statement statement, List<EventsEnd> ends) throws SQLException {
    long written = 0;
    for (EventsEnd end : ends) {
      String of = "(select coalesce(max(next_event), 0) from %s where partition_number = %d)";
      String both =
          "select least(%s, %s)"
              .formatted(
                  of.formatted("history_place", end.partition()),
                  of.formatted("query_history_place", end.partition()));
      written += Math.min(end.next(), number(statement, both));
    }
    return written;
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotReplayException(
          "Expected both histories to be written, but was interrupted: they go on");
    }
  }
}
