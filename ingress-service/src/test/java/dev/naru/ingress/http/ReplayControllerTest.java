package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.audit.AuditEntry;
import dev.naru.ingress.replay.ReplayOrder;
import dev.naru.ingress.replay.ReplayRun;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replays that operators ask for, over real HTTP. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class ReplayControllerTest {
  private static final String REPLAYS = "/admin/v1/replays";
  private HttpDoor door;

  @BeforeAll
  void open(@TempDir Path folder) {
    door = new HttpDoor(folder);
  }

  @AfterAll
  void close() {
    door.close();
  }

  @BeforeEach
  void calm() {
    door.replays.orders.clear();
    door.audit.entries.clear();
  }

  private Answer send(String method, String path, @Nullable String content) {
    return door.caller.send(method, path, content, HttpDoor.OPERATOR);
  }

  @Test
  void aReplayIsAskedForAndLookedAt() {
    // when
    Answer asked = send("POST", REPLAYS, "{\"mode\":\"verify\"}");
    Answer running = send("GET", asked.header("Location"), null);
    UUID id = UUID.fromString(asked.text("id"));
    door.replays.runs.put(
        id, new ReplayRun(id, "verify", "DONE", 1, 7, 700_000, "{\"equal\":true}", null));
    Answer done = send("GET", REPLAYS + "/" + id, null);

    // then
    assertThat(asked.status()).isEqualTo(202);
    assertThat(asked.json().propertyNames())
        .containsExactly(
            "id", "mode", "state", "progress", "commands", "commandsPerSecond", "report", "error");
    assertThat(running.text("state")).isEqualTo("RUNNING");
    assertThat(done.json().at("/report/equal").asBoolean()).isTrue();
    assertThat(door.replays.orders)
        .containsExactly(new ReplayOrder(id, "verify", "earliest", "latest", null));
    assertThat(door.audit.entries)
        .extracting(AuditEntry::action, AuditEntry::target)
        .containsExactly(tuple("replay.start", "replays/" + id));
  }

  @Test
  void aWhatIfKeepsWhatItImagines() {
    // when
    Answer asked =
        send(
            "POST",
            REPLAYS,
            "{\"mode\":\"what-if\",\"from\":17,\"to\":\"2026-01-31T09:00:00Z\",\"changes\":{\"room\":\"lobby\",\"capacity\":30,\"slots\":12,\"session-ttl\":\"45m\"}}");

    // then
    assertThat(asked.status()).isEqualTo(202);
    ReplayOrder order = door.replays.orders.getFirst();
    assertThat(order.from()).isEqualTo("17");
    assertThat(order.to()).isEqualTo("2026-01-31T09:00:00Z");
    assertThat(order.changes())
        .isEqualTo("{\"room\":\"lobby\",\"capacity\":30,\"sessionTtl\":\"PT45M\",\"slots\":12}");
  }

  @Test
  void aRebuildMayMakeTheHistoriesAnewToo() {
    // when
    Answer both = send("POST", REPLAYS, "{\"mode\":\"rebuild\",\"history\":true}");
    Answer view = send("POST", REPLAYS, "{\"mode\":\"rebuild\",\"history\":false}");

    // then
    assertThat(both.status()).isEqualTo(202);
    assertThat(view.status()).isEqualTo(202);
    assertThat(door.replays.orders)
        .extracting(ReplayOrder::changes)
        .containsExactly("{\"history\":true}", null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"mode\":\"guess\"}",
        "{\"mode\":1}",
        "{\"mode\":\"verify\",\"from\":-1}",
        "{\"mode\":\"verify\",\"from\":1.5}",
        "{\"mode\":\"verify\",\"from\":\"yesterday\"}",
        "{\"mode\":\"verify\",\"to\":\"2026-13-01T00:00:00Z\"}",
        "{\"mode\":\"verify\",\"from\":5,\"to\":5}",
        "{\"mode\":\"verify\",\"from\":\"latest\"}",
        "{\"mode\":\"verify\",\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}",
        "{\"mode\":\"verify\",\"changes\":{\"capacity\":30}}",
        "{\"mode\":\"verify\",\"colour\":\"red\"}",
        "{\"mode\":\"verify\",\"history\":true}",
        "{\"mode\":\"rebuild\",\"history\":\"yes\"}",
        "{\"mode\":\"what-if\",\"changes\":{\"capacity\":0}}",
        "{\"mode\":\"what-if\",\"changes\":{\"capacity\":-1}}",
        "{\"mode\":\"what-if\",\"changes\":{\"capacity\":\"many\"}}",
        "{\"mode\":\"what-if\",\"changes\":{\"slots\":0}}",
        "{\"mode\":\"what-if\",\"changes\":{\"pools\":[\"default\"]}}",
        "{\"mode\":\"what-if\",\"changes\":30}"
      })
  void aReplayThatCannotBeIsRefusedAndNothingIsAskedFor(String content) {
    // when
    Answer refused = send("POST", REPLAYS, content);

    // then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("detail")).startsWith("Expected");
    assertThat(door.replays.orders).isEmpty();
    assertThat(door.audit.entries).isEmpty();
    assertThat(send("GET", REPLAYS + "/" + UUID.randomUUID(), null).problem())
        .isEqualTo("no-such-replay");
  }
}
