package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.audit.AuditEntry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
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
import tools.jackson.databind.JsonNode;

/** Who may operate, and what is written down of it, over real HTTP. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class OperatorsDoorTest {
  private static final String AUDIT = "/admin/v1/audit";
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
    door.audit.away = false;
    door.audit.entries.clear();
  }

  @Test
  void withoutAnOperatorsTokenNothingIsTold() {
    // given
    String[] visitor = door.tokenOf(UUID.randomUUID(), 0);

    // then
    for (String path : List.of(AUDIT, "/admin/v1/no-such-thing", "//admin/v1/audit")) {
      Answer nobody = door.caller.send("GET", path, null);
      assertThat(nobody.status()).isEqualTo(401);
      assertThat(nobody.problem()).isEqualTo("operator-needed");
      assertThat(nobody.header("WWW-Authenticate")).isEqualTo("Bearer");
      assertThat(door.caller.send("GET", path, null, "Authorization", "Bearer wrong").status())
          .isEqualTo(401);
      Answer refused = door.caller.send("GET", path, null, visitor);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.problem()).isEqualTo("not-an-operator");
      assertThat(refused.response().body()).doesNotContain(HttpDoor.OPERATOR_TOKEN);
    }
  }

  @Test
  void anOperatorSeesTheAuditNewestFirstPageByPage() {
    // given
    Stream.of("a", "b", "c").map(OperatorsDoorTest::entry).forEach(door.audit.entries::add);

    // when
    Answer first = door.caller.send("GET", AUDIT + "?limit=2", null, HttpDoor.OPERATOR);
    Answer second =
        door.caller.send(
            "GET", AUDIT + "?limit=2&after=" + first.text("next"), null, HttpDoor.OPERATOR);

    // then
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("Cache-Control")).isEqualTo("no-store");
    assertThat(targets(first)).containsExactly("rooms/c", "rooms/b");
    assertThat(targets(second)).containsExactly("rooms/a");
    assertThat(second.json().get("next").isNull()).isTrue();
    assertThat(first.json().at("/items/0").propertyNames())
        .containsExactly("at", "operator", "action", "target", "reason", "before", "after");
    assertThat(first.json().at("/items/0/after/capacity").asInt()).isEqualTo(30);
    assertThat(first.json().at("/items/0/before").isNull()).isTrue();
  }

  private static AuditEntry entry(String room) {
    return new AuditEntry(
        Instant.EPOCH,
        "operator",
        "room.configure",
        "rooms/" + room,
        null,
        null,
        "{\"capacity\":30}");
  }

  private static List<String> targets(Answer page) {
    List<String> targets = new ArrayList<>();
    for (JsonNode item : page.json().path("items")) {
      targets.add(item.path("target").asString(""));
    }
    return targets;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"limit=0", "limit=-1", "limit=1001", "limit=x", "limit=", "limit=1e3", "after=x"})
  void aPageThatCannotBeIsMalformed(String query) {
    // when
    Answer refused = door.caller.send("GET", AUDIT + "?" + query, null, HttpDoor.OPERATOR);

    // then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("detail")).startsWith("Expected");
  }

  @Test
  void anAuditThatIsAwayIsSaidToBeAway() {
    // given
    door.audit.away = true;

    // when
    Answer refused = door.caller.send("GET", AUDIT, null, HttpDoor.OPERATOR);

    // then
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.problem()).isEqualTo("store-away");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void metricsAreForThisMachineAndForOperatorsFromAnywhere() {
    // given
    String metrics = "/actuator/prometheus";

    // then
    assertThat(door.caller.send("GET", metrics, null, "X-Forwarded-For", "9.9.9.9").status())
        .isEqualTo(403);
    assertThat(
            door.caller
                .send(
                    "GET",
                    metrics,
                    null,
                    "X-Forwarded-For",
                    "9.9.9.9",
                    HttpDoor.OPERATOR[0],
                    HttpDoor.OPERATOR[1])
                .status())
        .isNotEqualTo(403);
  }
}
