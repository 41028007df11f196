package dev.naru.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.naru.chaos.Traffic.Answer;
import dev.naru.embedded.Servers.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The three services apart, in use, while one of the servers is away for 20 s. */
@TestInstance(Lifecycle.PER_CLASS)
@Tag("long")
@SuppressWarnings("NullAway.Init")
class OutagesIT {
  private static final int CAPACITY = 6;
  private static final int SLOTS = 3;
  private static final int USERS = 10;
  private static final long OUTAGE_SECONDS = 20;

  private Product product;
  private List<Service> services;
  private String url;

  @BeforeAll
  void start(@TempDir Path folder) throws InterruptedException {
    product =
        new Product(
            folder,
            """
            naru:
              rooms:
                default: {capacity: %d, idle-timeout: 10m, abandon-timeout: 10m}
              pools:
                default: {slots: %d}
            """
                .formatted(CAPACITY, SLOTS));
    services =
        List.of(
            product.start("admission-worker", Map.of()),
            product.start("query-worker", Map.of()),
            product.start("ingress-service", Map.of()));
    for (Service service : services) {
      service.awaitReady();
    }
    url = services.getLast().url();
  }

  @AfterAll
  void close() {
    product.close();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void nothingConfirmedIsLostWhileAServerIsAway(Kind server) throws Exception {
    try (Traffic traffic = Traffic.of(url, USERS)) {
      TimeUnit.SECONDS.sleep(3);

      // when
      long stopped = System.nanoTime();
      product.stop(server);
      TimeUnit.SECONDS.sleep(OUTAGE_SECONDS);
      List<Answer> meanwhile = traffic.answersSince(stopped);
      product.startAgain(server);
      long started = System.nanoTime();

      // then
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> services.stream().allMatch(Service::isReady));
      await().atMost(Duration.ofSeconds(20)).until(() -> traffic.succeededSince(started) > 5);
      traffic.end();
      seenMeanwhile(server, meanwhile);
      assertThat(services).allMatch(Service::isAlive);
      assertThat(new Oracle(product.connections(), CAPACITY, SLOTS).violations(traffic)).isEmpty();
    }
  }

  /** The table of outages: who is affected, and how soon they are told. */
  private static void seenMeanwhile(Kind server, List<Answer> answers) {
    List<Answer> commands = answers.stream().filter(Answer::isCommand).toList();
    List<Answer> refused = commands.stream().filter(answer -> answer.status() == 503).toList();
    assertThat(answers).isNotEmpty().noneMatch(answer -> answer.status() == 0);
    switch (server) {
      case KAFKA -> {
        assertThat(refused).as("not confirmed").isNotEmpty();
        assertThat(refused).as("told within 3 s").allMatch(answer -> answer.millis() <= 3_300);
      }
      case REDIS ->
          assertThat(answers)
              .as("reads are refused, not answered with what may be wrong")
              .anyMatch(answer -> !answer.isCommand() && answer.status() == 503);
      case POSTGRES -> {
        assertThat(refused).as("commands refused for Postgres").isEmpty();
        assertThat(answers)
            .as("queries go on")
            .anyMatch(answer -> answer.body().path("state").asString("").equals("SUCCEEDED"));
      }
    }
  }
}
