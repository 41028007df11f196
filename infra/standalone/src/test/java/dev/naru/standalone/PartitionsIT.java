package dev.naru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The whole product with a log of several partitions; each step builds on the last. */
@SuppressWarnings("NullAway.Init")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@Timeout(120)
class PartitionsIT {
  private static final List<String> ROOMS = List.of("a", "b", "c");

  @TempDir private static Path folder;

  private NaruJvm naru;
  private String http;
  private Operator operator;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("naru.yml"),
        """
        naru:
          standalone: {warm-up: 0s}
          admission: {partitions: 3}
          rooms:
            a: {capacity: 1, pools: [pa]}
            b: {capacity: 1, pools: [pb]}
            c: {capacity: 1, pools: [pc, pc-fast]}
          pools:
            pa: {slots: 2}
            pb: {slots: 2}
            pc: {slots: 2}
            pc-fast: {slots: 2}
        """);
    Path data = folder.resolve("data");
    naru = NaruJvm.run(data, "--port", "0", "--config", folder.resolve("naru.yml").toString());
    http = naru.awaitReady();
    operator = new Operator(http, Files.readString(data.resolve("keys/operator.token")).strip());
  }

  @AfterAll
  void end() throws InterruptedException {
    naru.close();
  }

  @Test
  @Order(1)
  void eachRoomIsServedWhereItLives() {
    Set<Integer> places = new HashSet<>();
    for (String room : ROOMS) {
      // given
      Visitor first = Visitor.join(http, room, "u-1");
      Visitor second = Visitor.join(http, room, "u-2");

      // when
      var answer = first.ask("{\"room\":\"" + room + "\"}");

      // then
      assertThat(first.joinedAs()).isEqualTo("ACTIVE");
      assertThat(second.joinedAs()).isEqualTo("WAITING");
      assertThat(answer.path("state").asString("")).as(answer.toString()).isEqualTo("SUCCEEDED");
      assertThat(first.query(answer.path("queryId").asString("")).path("state").asString(""))
          .isEqualTo("SUCCEEDED");
      assertThat(first.leave().path("state").asString("")).isEqualTo("ENDED");
      Awaitility.await().until(() -> second.state().equals("ACTIVE"));
      assertThat(second.leave().path("state").asString("")).isEqualTo("ENDED");
      places.add(partitionOf(first));
    }
    assertThat(places).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  @Order(2)
  void operatorsReachEachRoomAndPool() {
    for (String room : ROOMS) {
      // when
      var set = operator.send("PUT", "rooms/" + room, "{\"capacity\":5}");
      var paused = operator.send("POST", "rooms/" + room + "/pause", "");
      var slots = operator.send("PUT", "pools/p" + room, "{\"slots\":3}");

      // then
      assertThat(set.status()).as(set.response().body()).isEqualTo(200);
      assertThat(paused.status()).as(paused.response().body()).isEqualTo(200);
      assertThat(slots.status()).as(slots.response().body()).isEqualTo(200);
      assertThat(Visitor.join(http, room, "u-3").joinedAs()).isEqualTo("WAITING");
    }
  }

  @Test
  @Order(3)
  void aRoomIsMadeWhereItsPoolsAreAndNotAcrossPartitions() {
    // when
    var made = operator.send("PUT", "rooms/new", "{\"capacity\":1,\"pools\":[\"pb\"]}");
    var torn = operator.send("PUT", "rooms/torn", "{\"pools\":[\"pa\",\"pb\"]}");
    var moved = operator.send("PUT", "rooms/a", "{\"pools\":[\"pb\"]}");

    // then
    assertThat(made.status()).as(made.response().body()).isEqualTo(200);
    Visitor visitor = Visitor.join(http, "new", "u-1");
    assertThat(visitor.joinedAs()).isEqualTo("ACTIVE");
    assertThat(partitionOf(visitor)).isEqualTo(partitionOf(Visitor.join(http, "b", "u-4")));
    assertThat(torn.status()).isEqualTo(400);
    assertThat(torn.response().body()).contains("live on partition");
    assertThat(moved.status()).isEqualTo(400);
    assertThat(Visitor.join(http, "torn", "u-1").session().path("status").asInt()).isEqualTo(404);
  }

  @Test
  @Order(4)
  void aReplayThatNamesNoPartitionSaysHowToGoOn() {
    // given
    var order = operator.send("POST", "replays", "{\"mode\":\"verify\"}").json();
    String id = order.path("id").asString(order.path("replayId").asString(""));

    // then
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(operator.get("replays/" + id).toString()).contains("--partition"));
  }

  private static int partitionOf(Visitor visitor) {
    String claims = visitor.session().path("token").asString("").split("\\.")[1];
    byte[] json = Base64.getUrlDecoder().decode(claims);
    return new JsonMapper()
        .readTree(new String(json, StandardCharsets.UTF_8))
        .path("par")
        .asInt(-1);
  }
}
