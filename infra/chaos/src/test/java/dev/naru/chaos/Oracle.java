package dev.naru.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What must hold after any accident, from the log and from Postgres. */
record Oracle(Product product, int capacity, int slots) {

  /** Everything that was confirmed is in the log once, in order and below the caps, and stored. */
  void everythingConfirmedIsThere(Traffic traffic) throws Exception {
    Ledger ledger = Ledger.read(product.connections().kafka(), capacity, slots);
    assertThat(ledger.broken()).isEmpty();
    assertThat(traffic.promises())
        .allMatch(promise -> ledger.knowsSession(promise.sessionId()))
        .allMatch(
            promise ->
                promise.queryId().map(ledger::outcome).orElse("SUCCEEDED").equals("SUCCEEDED"));
    Set<UUID> asked =
        traffic.promises().stream()
            .flatMap(promise -> promise.queryId().stream())
            .collect(Collectors.toSet());
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(product.storedResults()).containsAll(asked));
  }
}
