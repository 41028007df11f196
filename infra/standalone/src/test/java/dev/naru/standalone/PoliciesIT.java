package dev.naru.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Who is admitted when, as rooms are set and operators want it: the whole product in one process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@Timeout(300)
class PoliciesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path folder;

  private NaruJvm naru;
  private String http;
  private Operator operator;

  @BeforeAll
  void begin() throws Exception {
    Path settings = folder.resolve("naru.yml");
    Files.writeString(
        settings,
        """
        naru:
          standalone: {warm-up: 0s}
          rooms:
            default: {capacity: 1}
            rated: {capacity: 10, admission-rate: {count: 2, per: 1h}}
            narrow: {capacity: 1, max-waiting: 1}
            claimed: {capacity: 1, claim-timeout: 1s}
            concert: {capacity: 2}
            always:
              schedule:
                zone: Asia/Seoul
                hours:
                  - {days: [MON, TUE, WED, THU, FRI], from: "00:00", to: "00:00"}
                  - {days: [SAT, SUN], from: "00:00", to: "00:00"}
            later:
              schedule: {opens-at: 2199-01-01T09:00:00Z, pre-queue: 30m, order: lottery, at-close: drain}
            timed:
              capacity: 7
              schedule: {capacity: [{at: 2001-01-01T00:00:00Z, capacity: 3}]}
        """);
    Path data = folder.resolve("data");
    naru = NaruJvm.run(data, "--port", "0", "--config", settings.toString());
    http = naru.awaitReady();
    operator = new Operator(http, Files.readString(data.resolve("keys/operator.token")).strip());
  }

  @AfterAll
  void end() throws InterruptedException {
    naru.close();
  }

  private Visitor join(String room, String user) {
    return Visitor.join(http, room, user);
  }

  private JsonNode room(String name) {
    return Visitor.get(http + "/v1/rooms/" + name);
  }

  private static String id(Visitor visitor) {
    return visitor.session().path("sessionId").asString("");
  }

  @Test
  @Order(1)
  void whomAnOperatorMovesIsNextAndThoseWhoArePassedOverReadWhy() {
    // given
    Visitor active = join("default", "active");
    Visitor passed = join("default", "passed");
    Visitor moved = join("default", "moved");

    // when
    var answer =
        operator.send(
            "POST",
            "rooms/default/sessions/" + id(moved) + "/move",
            "{\"position\":1,\"reason\":\"came in a wheelchair\"}");

    // then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("position").asInt()).isEqualTo(1);
    assertThat(passed.read().path("position").asInt()).isEqualTo(2);
    assertThat(operator.get("audit?limit=1").at("/items/0/action").asString(""))
        .isEqualTo("session.move");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(passed.story().toString())
                    .contains("\"PASSED\"", "before you: came in a wheelchair"));
    assertThat(moved.story().toString()).contains("\"PLACED\"", "from position 2 to 1");

    // and when
    active.leave();

    // then
    assertThat(moved.state()).isEqualTo("ACTIVE");
    assertThat(passed.state()).isEqualTo("WAITING");
    assertThat(room("default").path("serving").asLong()).as("one that has no turn").isEqualTo(1);
    moved.leave();
    assertThat(passed.state()).isEqualTo("ACTIVE");
    passed.leave();
    assertThat(
            operator
                .send(
                    "POST",
                    "rooms/default/sessions/" + id(passed) + "/move",
                    "{\"position\":1,\"reason\":\"why\"}")
                .status())
        .isEqualTo(409);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode fairness = Visitor.get(http + "/v1/rooms/default/fairness");
              assertThat(fairness.path("admissions").asInt()).isEqualTo(3);
              assertThat(fairness.path("inversions").asInt(-1)).isZero();
            });
  }

  @Test
  @Order(2)
  void theOrderOfThoseWhoCameBeforeTheOpeningIsDrawnAndCanBeWorkedOutAgain() throws Exception {
    // given
    Instant opensAt = Instant.now().plus(Duration.ofHours(1));
    var set =
        operator.send(
            "PUT",
            "rooms/concert",
            "{\"schedule\":{\"opens-at\":\"%s\",\"pre-queue\":\"2h\",\"order\":\"lottery\"}}"
                .formatted(opensAt));
    JsonNode promised =
        await()
            .atMost(PATIENCE)
            .until(
                () -> Visitor.get(http + "/v1/rooms/concert/lottery"),
                lottery -> lottery.has("seedHash"));
    List<Visitor> visitors = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      visitors.add(join("concert", "fan-" + i));
    }
    JsonNode waiting = visitors.getFirst().read();

    // when
    var opened = operator.send("POST", "rooms/concert/open", "");

    // then
    assertThat(set.status()).isEqualTo(200);
    assertThat(set.json().path("status").asString("")).isEqualTo("PRE_QUEUE");
    assertThat(set.json().path("opensAt").isNull()).isFalse();
    assertThat(promised.path("seed").isNull()).isTrue();
    assertThat(waiting.path("state").asString("")).isEqualTo("WAITING");
    assertThat(waiting.path("position").isNull()).isTrue();
    assertThat(waiting.path("estimatedWaitSeconds").isNull()).isTrue();
    assertThat(opened.json().path("status").asString("")).isEqualTo("OPEN");
    JsonNode lottery = Visitor.get(http + "/v1/rooms/concert/lottery");
    String seed = lottery.path("seed").asString("");
    assertThat(lottery.path("seedHash")).isEqualTo(promised.path("seedHash"));
    assertThat(hex(HexFormat.of().parseHex(seed)))
        .isEqualTo(promised.path("seedHash").asString(""));
    assertThat(lottery.path("participants").asInt()).isEqualTo(6);
    byte[] secret = HexFormat.of().parseHex(seed + lottery.path("chainHash").asString(""));
    List<String> order =
        visitors.stream()
            .map(PoliciesIT::id)
            .sorted(Comparator.comparing(session -> hex(secret, session)))
            .toList();
    for (Visitor visitor : visitors) {
      int rank = order.indexOf(id(visitor));
      JsonNode now = visitor.read();
      assertThat(now.path("ticket").asLong())
          .isEqualTo(lottery.path("firstTicket").asLong() + rank);
      assertThat(now.path("state").asString("")).isEqualTo(rank < 2 ? "ACTIVE" : "WAITING");
      assertThat(now.path("position").asInt(-1)).isEqualTo(Math.max(0, rank - 1));
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        Visitor.get(http + "/v1/rooms/concert/lottery/participants")
                            .path("items")
                            .findValuesAsString("sessionId"))
                    .isEqualTo(order));
    Visitor last = visitors.stream().filter(v -> id(v).equals(order.getLast())).findFirst().get();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode story = last.story();
              assertThat(story.path("steps").findValuesAsString("what"))
                  .containsSubsequence("JOINED", "PRE_QUEUE", "DRAWN", "MOVED", "WAITING");
              assertThat(story.path("steps").findValuesAsString("ahead")).last().isEqualTo("3");
            });
  }

  private static String hex(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static String hex(byte[] secret, String session) {
    byte[] id = session.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[secret.length + id.length];
    System.arraycopy(secret, 0, all, 0, secret.length);
    System.arraycopy(id, 0, all, secret.length, id.length);
    return hex(all);
  }

  @Test
  @Order(3)
  void aRoomOpensByItselfAtItsTime() {
    // given
    operator.send("PUT", "rooms/soon", "{\"capacity\":1}");
    Instant opensAt = Instant.now().plusSeconds(2);
    operator.send(
        "PUT",
        "rooms/soon",
        "{\"schedule\":{\"opens-at\":\"%s\",\"pre-queue\":\"1h\"}}".formatted(opensAt));

    // when
    Visitor visitor = join("soon", "early");

    // then
    await().atMost(PATIENCE).until(visitor::state, "ACTIVE"::equals);
    assertThat(Instant.parse(visitor.read().path("admittedAt").asString(""))).isAfterOrEqualTo(opensAt.minusMillis(1));
    assertThat(operator.get("rooms/soon").path("status").asString("")).isEqualTo("OPEN");
  }

  @Test
  @Order(4)
  void whoComesTooEarlyIsToldWhenToComeBack() {
    // when
    JsonNode refused =
        await()
            .atMost(PATIENCE)
            .until(() -> join("later", "early").session(), answer -> answer.has("title"));

    // then
    assertThat(refused.path("status").asInt()).isEqualTo(409);
    assertThat(refused.path("type").asString("")).endsWith("room-closed");
    assertThat(refused.path("detail").asString(""))
        .contains("opens at 2199-01-01T09:00:00Z", "come back at 2199-01-01T08:30:00Z");
    assertThat(room("later").path("open").asBoolean(true)).isFalse();
  }

  @Test
  @Order(4)
  void weeklyHoursAndTimedCapacitiesAreInForce() {
    // then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode always = operator.get("rooms/always");
              assertThat(always.path("status").asString("")).isEqualTo("OPEN");
              assertThat(always.path("opensAt").isNull()).isFalse();
              assertThat(always.path("closesAt").isNull()).isTrue();
            });
    await()
        .atMost(PATIENCE)
        .until(() -> room("timed").path("capacity").asInt(), capacity -> capacity == 3);
  }

  @Test
  @Order(4)
  void theAdmissionRateHoldsWhereThereAreSeats() {
    // when
    List<String> states = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      states.add(join("rated", "rated-" + i).joinedAs());
    }

    // then
    assertThat(states).containsExactly("ACTIVE", "ACTIVE", "WAITING", "WAITING");
  }

  @Test
  @Order(4)
  void aUserHasOnePlaceAndALineHasAnEnd() {
    // given
    Visitor active = join("narrow", "one");
    Visitor waiting = join("narrow", "two");

    // when
    Visitor again = join("narrow", "two");
    JsonNode full = join("narrow", "three").session();

    // then
    assertThat(active.joinedAs()).isEqualTo("ACTIVE");
    assertThat(id(again)).isEqualTo(id(waiting));
    assertThat(again.session().path("position").asInt()).isEqualTo(1);
    assertThat(full.path("status").asInt()).isEqualTo(429);
    assertThat(full.path("type").asString("")).endsWith("line-full");
    assertThat(room("narrow").path("waiting").asInt()).isEqualTo(1);
  }

  @Test
  @Order(4)
  void whoIsAdmittedAndNeverComesLosesTheSeat() {
    // given
    Visitor active = join("claimed", "one");
    Visitor absent = join("claimed", "two");
    Visitor next = join("claimed", "three");

    // when
    active.leave();

    // then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(operator.get("rooms/claimed/sessions?state=ENDED").toString())
                    .contains("NO_SHOW"));
    JsonNode end = absent.read();
    assertThat(end.path("endedReason").asString("")).isEqualTo("NO_SHOW");
    assertThat(Set.of("ACTIVE", "ENDED")).contains(next.state());
  }

  @Test
  @Order(9)
  void theLogProvesItAll() {
    // given
    String run =
        operator.send("POST", "replays", "{\"mode\":\"verify\"}").json().path("id").asString("");

    // when
    JsonNode replay =
        await()
            .atMost(Duration.ofMinutes(4))
            .until(
                () -> operator.get("replays/" + run),
                found -> !found.path("state").asString("").equals("RUNNING"));

    // then
    assertThat(replay.at("/report/equal").asBoolean()).as("%s", replay).isTrue();
    assertThat(replay.at("/report/viewEqual").asBoolean()).as("%s", replay).isTrue();
    assertThat(replay.at("/report/fairness/inversions").asInt(-1)).isZero();
  }
}
