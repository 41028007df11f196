package dev.naru.chaos;

import dev.naru.chaos.Traffic.Promise;
import dev.naru.embedded.Connections;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** What must hold after any accident, from the log and from Postgres; follows one log. */
final class Oracle {
  private static final Duration CATCHING_UP = Duration.ofSeconds(30);

  private final Connections connections;
  private final Ledger ledger;
  private final LogReader log;

  /**
   * @param connections straight to the servers
   */
  Oracle(Connections connections, int capacity, int slots) {
    this.connections = connections;
    this.ledger = new Ledger(capacity, slots);
    this.log = new LogReader(connections.kafka(), ledger);
  }

  Ledger ledger() {
    return ledger;
  }

  /** Reads on until everything is over, at the longest for a while; returns what is not. */
  List<String> unfinishedAfter(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    log.readOn();
    while (!ledger.unfinished().isEmpty() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(500);
      log.readOn();
    }
    return ledger.unfinished();
  }

  /**
   * Everything that was confirmed is in the log once, in order and below the caps, over, and
   * stored; returns what contradicts that.
   */
  List<String> violations(Traffic traffic) throws InterruptedException {
    List<String> found = new ArrayList<>(traffic.complaints());
    found.addAll(unfinishedAfter(CATCHING_UP));
    found.addAll(ledger.takeBroken());
    Map<UUID, String> outcomes = new HashMap<>();
    traffic.promises().forEach(promise -> check(promise, outcomes, found));
    traffic.confirmedEnds().stream()
        .filter(id -> !ledger.hasWishToEnd(id) && !ledger.slots().outcome(id).equals("SUCCEEDED"))
        .forEach(id -> found.add("the end of " + id + " was confirmed, and is not in the log"));
    found.addAll(notStored(outcomes));
    return found;
  }

  private void check(Promise promise, Map<UUID, String> outcomes, List<String> found) {
    UUID id = promise.queryId().orElse(promise.sessionId());
    if (ledger.timesAsked(id) != 1) {
      found.add(
          "request %s of %s was confirmed, and is in the log %d times"
              .formatted(id, promise.user(), ledger.timesAsked(id)));
    }
    if (promise.queryId().isEmpty()) {
      if (!ledger.line().isDecided(id)) {
        found.add("the join %s of %s was never decided".formatted(id, promise.user()));
      }
      return;
    }
    String outcome = ledger.slots().outcome(id);
    outcomes.put(ledger.slots().live(id), outcome);
    if (!outcome.equals("SUCCEEDED") && !(promise.mayCancel() && outcome.equals("CANCELLED"))) {
      found.add("query %s of %s ended as %s".formatted(id, promise.user(), outcome));
    }
  }

  private List<String> notStored(Map<UUID, String> outcomes) throws InterruptedException {
    long end = System.nanoTime() + CATCHING_UP.toNanos();
    Map<UUID, String> missing = new HashMap<>(outcomes);
    while (true) {
      try {
        missing.entrySet().removeAll(storedOutcomes().entrySet());
      } catch (SQLException e) {
        // not yet
      }
      if (missing.isEmpty() || System.nanoTime() > end) {
        return missing.entrySet().stream()
            .map(it -> "Postgres does not have query %s".formatted(it))
            .toList();
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private Map<UUID, String> storedOutcomes() throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                connections.postgresJdbcUrl(),
                connections.postgresUser(),
                connections.postgresPassword());
        var select = connection.createStatement();
        var rows = select.executeQuery("select id, state from query_history")) {
      Map<UUID, String> states = new HashMap<>();
      while (rows.next()) {
        states.put(rows.getObject(1, UUID.class), rows.getString(2));
      }
      return states;
    }
  }
}
