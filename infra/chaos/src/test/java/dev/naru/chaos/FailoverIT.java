package dev.naru.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.naru.chaos.Traffic.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Two of each worker, in use, while one of them is killed or stands still. */
@TestInstance(Lifecycle.PER_CLASS)
@Tag("long")
@SuppressWarnings("NullAway.Init")
class FailoverIT {
  private static final int CAPACITY = 6;
  private static final int SLOTS = 4;
  private static final int USERS = 10;
  private static final Duration TAKEOVER = Duration.ofSeconds(10);

  private final List<Service> admission = new ArrayList<>();
  private final List<Service> query = new ArrayList<>();
  private Product product;
  private CountingUpstream upstream;
  private Service ingress;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    upstream = new CountingUpstream(SLOTS);
    product =
        new Product(
            folder,
            """
            naru:
              rooms:
                default: {capacity: %d, idle-timeout: 10m, abandon-timeout: 10m}
              pools:
                default:
                  slots: %d
                  max-attempts: 5
                  slot-quarantine: 8s
                  upstream: {kind: http, url: "%s", timeout: 20s}
            """
                .formatted(CAPACITY, SLOTS, upstream.url()));
    for (int i = 0; i < 2; i++) {
      admission.add(product.start("admission-worker", Map.of()));
      query.add(product.start("query-worker", Map.of("NARU_QUERY_WORKER", "worker-" + i)));
    }
    ingress = product.start("ingress-service", Map.of());
    ingress.awaitReady();
    for (Service worker : List.of(admission.get(0), admission.get(1), query.get(0), query.get(1))) {
      worker.awaitReady();
    }
  }

  @AfterAll
  void close() {
    product.close();
    upstream.close();
  }

  @Test
  void anAdmissionWorkerIsKilled() throws Exception {
    for (int i = 0; i < 2; i++) {
      Service killed = admission.removeFirst();
      during(() -> killed.kill());
      admission.add(product.start("admission-worker", Map.of()));
      admission.getLast().awaitReady();
    }
  }

  @Test
  void anAdmissionWorkerStandsStillAndComesBack() throws Exception {
    for (Service frozen : admission) {
      during(
          () -> {
            frozen.freeze();
            TimeUnit.SECONDS.sleep(15);
            frozen.thaw();
          });
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> admission.stream().allMatch(Service::isReady));
  }

  @Test
  void aQueryWorkerIsKilled() throws Exception {
    for (int i = 0; i < 2; i++) {
      Service killed = query.removeFirst();
      during(() -> killed.kill());
      query.add(product.start("query-worker", Map.of("NARU_QUERY_WORKER", "again-" + i)));
      query.getLast().awaitReady();
    }
  }

  @Test
  void aQueryWorkerStandsStillForAMinuteAndComesBack() throws Exception {
    during(
        () -> {
          query.getFirst().freeze();
          TimeUnit.SECONDS.sleep(60);
          query.getFirst().thaw();
        });
    await().atMost(Duration.ofSeconds(30)).until(() -> query.stream().allMatch(Service::isReady));
  }

  private interface Accident {
    void happen() throws Exception;
  }

  /** The accident happens under load; soon after, queries succeed, and the log proves the rest. */
  private void during(Accident accident) throws Exception {
    try (Traffic traffic = Traffic.of(ingress.url(), USERS)) {
      TimeUnit.SECONDS.sleep(2);
      upstream.forget();

      // when
      accident.happen();
      long over = System.nanoTime();

      // then
      await().atMost(TAKEOVER.multipliedBy(2)).until(() -> decided(traffic, over) > 0);
      assertThat(firstDecisionMillis(traffic, over)).isLessThan(TAKEOVER.toMillis());
      await().atMost(Duration.ofSeconds(40)).until(() -> traffic.succeededSince(over) > 10);
      traffic.end();
      assertThat(upstream.mostAtOnce()).isBetween(1, SLOTS);
      assertThat(upstream.takeBroken()).isEmpty();
      assertThat(new Oracle(product.connections(), CAPACITY, SLOTS).violations(traffic)).isEmpty();
    }
  }

  private static long decided(Traffic traffic, long since) {
    return decisions(traffic, since).size();
  }

  private static long firstDecisionMillis(Traffic traffic, long since) {
    return decisions(traffic, since).stream()
        .mapToLong(
            answer -> TimeUnit.NANOSECONDS.toMillis(answer.sentAt() - since) + answer.millis())
        .min()
        .orElseThrow();
  }

  /** Joins that were answered with a decision. */
  private static List<Answer> decisions(Traffic traffic, long since) {
    return traffic.answersSince(since).stream()
        .filter(answer -> answer.path().endsWith("/sessions") && answer.status() / 100 == 2)
        .filter(answer -> !answer.body().path("state").asString("").equals("PENDING"))
        .toList();
  }
}
