package dev.naru.chaos;

import dev.naru.chaos.Traffic.Promise;
import dev.naru.embedded.Connections;
import dev.naru.model.wire.UnreadableRecordException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * What must hold after any accident, from the log and from Postgres.
 *
 * @param connections straight to the servers
 */
record Oracle(Connections connections, int capacity, int slots) {
  private static final Duration CATCHING_UP = Duration.ofSeconds(30);

  /**
   * Everything that was confirmed is in the log once, in order and below the caps, and stored;
   * returns what contradicts that.
   */
  List<String> violations(Traffic traffic) throws InterruptedException {
    List<String> found = new ArrayList<>(traffic.complaints());
    Ledger ledger = ledger();
    found.addAll(ledger.broken());
    for (UUID query : ledger.assigned()) {
      found.add("query " + query + " has a slot, and nobody waits for it any more");
    }
    Set<UUID> succeeded = new HashSet<>();
    for (Promise promise : traffic.promises()) {
      check(promise, ledger, succeeded, found);
    }
    found.addAll(missing(succeeded));
    return found;
  }

  private Ledger ledger() {
    try {
      return Ledger.read(connections.kafka(), capacity, slots);
    } catch (UnreadableRecordException e) {
      throw new IllegalStateException("Expected a log that can be read", e);
    }
  }

  private static void check(
      Promise promise, Ledger ledger, Set<UUID> succeeded, List<String> found) {
    if (!ledger.knowsSession(promise.sessionId())) {
      found.add("the join of %s was confirmed, and is not in the log".formatted(promise.user()));
    }
    promise
        .queryId()
        .ifPresent(
            id -> {
              String outcome = ledger.outcome(id);
              if (outcome.equals("SUCCEEDED")) {
                succeeded.add(ledger.live(id));
              } else if (!promise.mayCancel() || !outcome.equals("CANCELLED")) {
                found.add("query %s of %s ended as %s".formatted(id, promise.user(), outcome));
              }
            });
  }

  private List<String> missing(Set<UUID> succeeded) throws InterruptedException {
    long end = System.nanoTime() + CATCHING_UP.toNanos();
    Set<UUID> missing = new HashSet<>(succeeded);
    while (true) {
      try {
        missing.removeAll(storedResults());
      } catch (SQLException e) {
        // not yet
      }
      if (missing.isEmpty() || System.nanoTime() > end) {
        return missing.stream().map(id -> "the result of " + id + " is not in Postgres").toList();
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private Set<UUID> storedResults() throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                connections.postgresJdbcUrl(),
                connections.postgresUser(),
                connections.postgresPassword());
        var select = connection.createStatement();
        var rows = select.executeQuery("select id from query_history where state = 'SUCCEEDED'")) {
      Set<UUID> ids = new HashSet<>();
      while (rows.next()) {
        ids.add(rows.getObject(1, UUID.class));
      }
      return ids;
    }
  }
}
