package dev.naru.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.naru.model.wire.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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
import tools.jackson.databind.JsonNode;

/** What operators do to the whole product, one story: each step builds on the last. */
@SuppressWarnings("NullAway.Init")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@Timeout(120)
class OperatorsIT {
  @TempDir private static Path folder;

  private final MoodyUpstream upstream = new MoodyUpstream();
  private NaruJvm naru;
  private String http;
  private Operator operator;
  private String poison;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    configure(20);
    begin();
  }

  @AfterAll
  void end() throws InterruptedException {
    naru.close();
    upstream.close();
  }

  private static void write(String settings) throws IOException {
    Files.writeString(folder.resolve("naru.yml"), settings);
  }

  private void configure(int capacity) throws IOException {
    write(
        """
        naru:
          standalone: {warm-up: 0s}
          query: {retry-backoff: 10ms}
          rooms:
            default: {capacity: %d}
          pools:
            default:
              max-attempts: 2
              upstream: {kind: http, url: "%s"}
        """
            .formatted(capacity, upstream.url()));
  }

  private void begin() throws IOException, InterruptedException {
    naru = NaruJvm.run(data(), "--port", "0", "--config", folder.resolve("naru.yml").toString());
    http = naru.awaitReady();
    operator = new Operator(http, Files.readString(token()).strip());
  }

  private static Path data() {
    return folder.resolve("data");
  }

  private static Path token() {
    return data().resolve("keys/operator.token");
  }

  private List<JsonNode> letters(String query) {
    List<JsonNode> letters = new ArrayList<>();
    operator.get("dead-letters" + query).path("items").forEach(letters::add);
    return letters;
  }

  @Test
  @Order(1)
  void theOperatorsTokenIsMadeAtTheFirstStartAndForItsOwnerOnly() throws Exception {
    // then
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token())))
        .isEqualTo("rw-------");
    assertThat(operator.send("GET", "audit", "").status()).isEqualTo(200);
    assertThat(new Operator(http, "wrong").send("GET", "audit", "").status()).isEqualTo(401);
  }

  @Test
  @Order(2)
  void aQueryWithoutAnAnswerBecomesALetterAndIsParkedWhenItFailsAgain() {
    // given
    JsonNode failed = Visitor.join(http, "u-1").ask("{\"n\":1.10}");
    String query = failed.path("queryId").asString("");
    JsonNode letter = await().until(() -> letters(""), found -> !found.isEmpty()).getFirst();
    String id = letter.path("id").asString("");

    // when
    var redriven = operator.send("POST", "dead-letters/" + id + "/redrive", "{\"reason\":\"try\"}");

    // then
    assertThat(failed.path("state").asString("")).isEqualTo("FAILED");
    assertThat(letter.path("queryId").asString("")).isEqualTo(query);
    assertThat(operator.send("GET", "dead-letters/" + id, "").response().body())
        .as("every digit")
        .contains("\"payload\":{\"n\":1.10}");
    assertThat(letter.path("attempts").asInt()).isEqualTo(2);
    assertThat(redriven.status()).isEqualTo(202);
    JsonNode parked =
        await().until(() -> letters("?parked=true"), found -> !found.isEmpty()).getFirst();
    assertThat(parked.path("id").asString("")).isEqualTo(id);
    await()
        .untilAsserted(
            () -> assertThat(letters("").getFirst().path("attempts").asInt()).isEqualTo(4));
    assertThat(letters("")).hasSize(1);
    assertThat(active()).as("the redrive's session has left").isEqualTo(1);
  }

  private int active() {
    return await()
        .until(
            () -> Visitor.get(http + "/v1/rooms/default").path("active").asInt(),
            active -> active <= 1);
  }

  @Test
  @Order(3)
  void whenTheUpstreamIsBackAParkedLetterIsRedrivenByName() {
    // given
    upstream.down(false);

    // when
    JsonNode unparked = operator.send("POST", "dead-letters/redrive", "").json();
    JsonNode redriven =
        operator.send("POST", "dead-letters/redrive", "{\"filter\":{\"parked\":true}}").json();

    // then
    assertThat(unparked.path("letters").asInt(-1)).isZero();
    assertThat(redriven.path("letters").asInt(-1)).isEqualTo(1);
    await().until(() -> letters(""), List::isEmpty);
    assertThat(upstream.answered()).containsExactly("{\"n\":1.10}");
  }

  @Test
  @Order(4)
  void aRecordThatNobodyCanReadIsRedrivenOnceAndThenParked() throws Exception {
    // given
    poison = "{\"poison\":\"" + UUID.randomUUID() + "\"";
    append(poison);
    JsonNode letter =
        await().until(() -> letters("?reason=UNREADABLE"), found -> !found.isEmpty()).getFirst();

    // when
    operator.send("POST", "dead-letters/redrive", "{\"filter\":{\"reason\":\"UNREADABLE\"}}");

    // then
    assertThat(letter.path("payload").asString("")).isEqualTo(poison);
    assertThat(letter.path("topic").asString("")).isEqualTo(Topics.COMMANDS);
    JsonNode parked =
        await().until(() -> letters("?parked=true"), found -> !found.isEmpty()).getFirst();
    assertThat(parked.path("id")).isEqualTo(letter.path("id"));
    assertThat(letters("")).hasSize(1);
  }

  private void append(String command) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                naru.endpoint("kafka").orElseThrow(),
                "max.request.size",
                4 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] bytes = command.getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(Topics.COMMANDS, 0, null, bytes)).get();
    }
  }

  @Test
  @Order(5)
  void aDiscardedLetterIsGoneAndTheAuditKnowsWhy() {
    // given
    String id = letters("").getFirst().path("id").asString("");

    // when
    var discarded = operator.send("DELETE", "dead-letters/" + id + "?reason=junk", "");

    // then
    assertThat(discarded.status()).isEqualTo(204);
    assertThat(letters("")).isEmpty();
    JsonNode audit = operator.get("audit?limit=2");
    assertThat(audit.at("/items/0/action").asString("")).isEqualTo("dead-letter.discard");
    assertThat(audit.at("/items/0/reason").asString("")).isEqualTo("junk");
    assertThat(audit.at("/items/0/operator").asString("")).isEqualTo("operator");
    JsonNode before =
        operator.get("audit?limit=2&after=" + audit.path("next").asString("")).at("/items/0");
    assertThat(before.path("action").asString("")).isEqualTo("dead-letter.redrive");
  }

  @Test
  @Order(6)
  void aRoomIsSetPausedAndResumed() {
    // when
    var set = operator.send("PUT", "rooms/default?reason=rush", "{\"capacity\":3}");
    var paused = operator.send("POST", "rooms/default/pause", "{\"reason\":\"lunch\"}");
    String meanwhile = Visitor.join(http, "u-2").joinedAs();
    var resumed = operator.send("POST", "rooms/default/resume", "");

    // then
    assertThat(set.status()).isEqualTo(200);
    assertThat(set.json().at("/settings/capacity").asInt()).isEqualTo(3);
    assertThat(set.json().at("/settings/maxWaiting").asInt()).isEqualTo(100_000);
    assertThat(paused.json().path("paused").asBoolean()).isTrue();
    assertThat(meanwhile).isEqualTo("WAITING");
    assertThat(resumed.status()).isEqualTo(200);
    assertThat(resumed.json().path("waiting").asInt(-1)).isZero();
    assertThat(operator.send("PUT", "rooms/default", "{\"capacity\":-1}").status()).isEqualTo(400);
    await()
        .until(
            () -> operator.get("rooms/default/sessions?state=ACTIVE").at("/items/1/userKey"),
            user -> user.asString("").equals("u-2"));
  }

  @Test
  @Order(6)
  void aVisitorIsSentAway() {
    // given
    Visitor visitor = Visitor.join(http, "u-3");
    String id = visitor.session().path("sessionId").asString("");

    // when
    var evicted =
        operator.send("POST", "rooms/default/sessions/" + id + "/evict", "{\"reason\":\"rude\"}");

    // then
    assertThat(evicted.status()).isEqualTo(200);
    assertThat(evicted.json().path("endedReason").asString("")).isEqualTo("EVICTED");
    assertThat(visitor.read().path("endedReason").asString("")).isEqualTo("EVICTED");
  }

  @Test
  @Order(6)
  void whileAPoolIsHeldAQueryWaitsAsLongAsItsRoomLetsIt() {
    // given
    Visitor asking = Visitor.join(http, "u-4");
    operator.send("PUT", "rooms/default", "{\"capacity\":0,\"queries\":{\"max-wait\":\"1s\"}}");
    Visitor waiting = Visitor.join(http, "u-5");

    // when
    var held = operator.send("POST", "pools/default/hold", "{\"reason\":\"new model\"}");
    JsonNode query = asking.ask("{\"n\":1}");
    JsonNode meanwhile = waiting.read();
    JsonNode room = Visitor.get(http + "/v1/rooms/default");
    var released = operator.send("POST", "pools/default/release", "");

    // then
    assertThat(held.status()).isEqualTo(200);
    assertThat(held.json().path("held").asString("")).isEqualTo("OPERATOR");
    assertThat(query.path("state").asString("")).isEqualTo("TIMED_OUT");
    assertThat(query.at("/error/code").asString("")).isEqualTo("QUEUE_TIMED_OUT");
    assertThat(query.path("startedAt").isNull()).isTrue();
    assertThat(meanwhile.path("position").asInt()).isEqualTo(1);
    assertThat(meanwhile.path("estimatedWaitSeconds").isNull()).isTrue();
    assertThat(room.path("estimatedWaitSeconds").isNull()).isTrue();
    assertThat(released.json().path("held").isNull()).isTrue();
    assertThat(operator.get("audit?limit=1").at("/items/0/action").asString(""))
        .isEqualTo("pool.release");
    await()
        .untilAsserted(
            () ->
                assertThat(waiting.story().path("steps").findValuesAsString("what"))
                    .containsSubsequence("JOINED", "HELD", "RELEASED"));
    waiting.leave();
    asking.leave();
    operator.send("PUT", "rooms/default", "{\"capacity\":3,\"queries\":{\"max-wait\":\"0s\"}}");
  }

  @Test
  @Order(6)
  void whatIsAnnouncedAndDrawnIsPushedToWhoeverIsThere() throws Exception {
    // given
    Visitor one = Visitor.join(http, "u-lucky-1");
    Visitor other = Visitor.join(http, "u-lucky-2");
    String order =
        "{\"prize\":\"a cup\",\"among\":\"ACTIVE\",\"standbySeconds\":60,\"animationSeconds\":0,\"doneSeconds\":0}";
    try (Pushes first = one.follow();
        Pushes second = other.follow()) {

      // when
      JsonNode told = operator.post("rooms/default/announcements", "{\"text\":\"We draw!\"}");
      List<JsonNode> heard = first.next("announcement", 1);
      List<JsonNode> heardToo = second.next("announcement", 1);
      JsonNode prepared = operator.post("rooms/default/draws", order);
      String id = prepared.path("drawId").asString("");
      operator.post("rooms/default/draws/" + id + "/advance", "");

      // then
      assertThat(heard).containsExactly(told);
      assertThat(heardToo).containsExactly(told);
      List<JsonNode> phases = untilDone(first);
      List<JsonNode> others = untilDone(second);
      JsonNode done = phases.getLast();
      assertThat(phases.getFirst().path("seed").isNull()).isTrue();
      assertThat(done.path("participants").asInt()).isGreaterThanOrEqualTo(2);
      assertThat(done.path("winnerTickets").size()).isEqualTo(1);
      assertThat(hashOf(done.path("seed").asString("")))
          .isEqualTo(prepared.path("seedHash").asString(""));
      JsonNode proven = Visitor.get(http + "/v1/rooms/default/draws/" + id);
      for (Visitor visitor : List.of(one, other)) {
        JsonNode last = visitor == one ? done : others.getLast();
        boolean won = last.path("won").asBoolean();
        String own = visitor.session().path("sessionId").asString("");
        assertThat(proven.at("/proof/winners/0/sessionId").asString("").equals(own)).isEqualTo(won);
      }
    }
    assertThat(operator.get("rooms/default/draws").at("/items/0/phase").asString(""))
        .isEqualTo("DONE");
    one.leave();
    other.leave();
  }

  private static List<JsonNode> untilDone(Pushes pushes) throws InterruptedException {
    List<JsonNode> phases = new ArrayList<>();
    do {
      phases.addAll(pushes.next("draw", 1));
    } while (!phases.getLast().path("phase").asString("").equals("DONE"));
    return phases;
  }

  private static String hashOf(String digits) throws GeneralSecurityException {
    byte[] seed = HexFormat.of().parseHex(digits);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(seed));
  }

  @Test
  @Order(7)
  void aPoolGetsMoreSlotsWithPartitionsForThem() {
    // when
    var set = operator.send("PUT", "pools/default", "{\"slots\":12}");

    // then
    assertThat(set.status()).isEqualTo(200);
    assertThat(set.json().path("slots").asInt()).isEqualTo(12);
    assertThat(operator.get("audit?limit=1").at("/items/0/before/slots").asInt()).isEqualTo(10);
  }

  @Test
  @Order(8)
  void anOperatorsChangeOutlivesARestartAndAChangedFileEntryDoesNotYield() throws Exception {
    // when
    naru.stop();
    begin();
    int kept = operator.get("rooms/default").path("capacity").asInt();
    int slots = operator.get("pools/default").path("slots").asInt();
    naru.stop();
    configure(7);
    begin();

    // then
    assertThat(kept).isEqualTo(3);
    assertThat(slots).isEqualTo(12);
    await()
        .untilAsserted(
            () -> assertThat(operator.get("rooms/default").path("capacity").asInt()).isEqualTo(7));
    assertThat(operator.get("pools/default").path("slots").asInt()).isEqualTo(12);
  }

  @Test
  @Order(9)
  @Timeout(900)
  void aReplayOfTheLogIsRunAndItsReportKept() {
    // when
    JsonNode verified = replayed("{\"mode\":\"verify\"}");
    JsonNode imagined =
        replayed("{\"mode\":\"what-if\",\"changes\":{\"capacity\":30,\"slots\":12}}");
    JsonNode rebuilt = replayed("{\"mode\":\"rebuild\"}");
    JsonNode refused = replayed("{\"mode\":\"verify\",\"from\":999999999}");

    String sessions = history();
    JsonNode anew = replayed("{\"mode\":\"rebuild\",\"history\":true}");

    // then
    assertThat(anew.path("error").asString("")).isEmpty();
    assertThat(anew.at("/report/history/sessions").asLong()).isPositive();
    assertThat(anew.at("/report/history/sessions"))
        .isEqualTo(anew.at("/report/history/previousSessions"));
    assertThat(anew.at("/report/history/queries"))
        .isEqualTo(anew.at("/report/history/previousQueries"));
    assertThat(history()).isEqualTo(sessions);
    assertThat(verified.path("state").asString("")).isEqualTo("DONE");
    assertThat(verified.at("/report/equal").asBoolean()).isTrue();
    assertThat(verified.at("/report/fairness/inversions").asInt(-1)).isZero();
    assertThat(verified.path("progress").asDouble()).isEqualTo(1);
    assertThat(verified.path("commands").asLong()).isPositive();
    assertThat(imagined.path("state").asString("")).isEqualTo("DONE");
    assertThat(imagined.at("/report/recorded/sessions").asLong()).isPositive();
    assertThat(imagined.at("/report/imagined/sessions"))
        .isEqualTo(imagined.at("/report/recorded/sessions"));
    assertThat(rebuilt.path("state").asString("")).isEqualTo("DONE");
    assertThat(rebuilt.at("/report/verified/viewEqual").asBoolean()).isTrue();
    assertThat(refused.path("state").asString("")).isEqualTo("FAILED");
    assertThat(refused.path("error").asString("")).startsWith("Expected");
    assertThat(refused.path("report").isNull()).isTrue();
  }

  private JsonNode replayed(String order) {
    String id = operator.send("POST", "replays", order).json().path("id").asString("");
    // it runs when nobody else wants the processor, and other tests may
    return await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> operator.get("replays/" + id),
            replay -> !replay.path("state").asString("").equals("RUNNING"));
  }

  @Test
  @Order(10)
  void aUserIsErasedAlsoFromAHistoryThatIsWrittenAgain() throws Exception {
    // given
    Visitor visitor = Visitor.join(http, "u-secret");
    String query = visitor.ask("{\"n\":7}").path("queryId").asString("");
    int whileHere = erase().code();
    visitor.leave();
    await()
        .until(
            () -> operator.send("POST", "erasures", "{\"userKey\":\"u-secret\",\"dryRun\":true}"),
            plan -> plan.status() == 200);

    // when
    Erased erased = erase();
    Erased again = erase();

    // then
    assertThat(whileHere).isEqualTo(1);
    assertThat(erased.code()).as(erased.err()).isZero();
    assertThat(erased.out()).contains("\"sessions\":1,\"queries\":1,");
    assertThat(erased.err()).contains("not erased: the Kafka topics naru.commands");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("Expected a user of whom something is kept");
    await().until(() -> visitor.query(query).path("status").asInt() == 404);
    assertThat(visitor.state()).isEqualTo("ENDED");
    assertThat(history()).doesNotContain("u-secret").contains("erased-");
    JsonNode audit = operator.get("audit?limit=1").at("/items/0");
    assertThat(audit.path("action").asString("")).isEqualTo("user.erase");
    assertThat(audit.toString()).doesNotContain("u-secret");

    // and when
    truncate("session_history", "room_standing", "room_minute", "room_change", "query_history");
    truncate("dead_letter");
    naru.stop();
    begin();

    // then
    await().until(this::history, found -> found.contains("\"u-2\""));
    await()
        .until(() -> operator.send("GET", "history/queries", "").response().body().contains(query));
    assertThat(history()).doesNotContain("u-secret").contains("\"erased\"");
    assertThat(visitor.at(http).query(query).path("status").asInt()).isEqualTo(404);
    await().until(this::settled, settled -> settled == 1);
  }

  /** Letters whose question has its answer already. */
  private int settled() {
    String trial = "{\"dryRun\":true}";
    return operator.send("POST", "dead-letters/redrive", trial).json().path("settled").asInt();
  }

  @Test
  @Order(11)
  void whatARedriveAnsweredIsErasedWithItsUser() throws Exception {
    // given the user whose dead letter was redriven twice
    operator.send("POST", "rooms/default/sessions/" + sessionOf("u-1") + "/evict", "");
    await()
        .until(
            () -> operator.send("POST", "erasures", "{\"userKey\":\"u-1\",\"dryRun\":true}"),
            plan -> plan.status() == 200);
    int before = answersOfRedrives();

    // when
    JsonNode erased = operator.send("POST", "erasures", "{\"userKey\":\"u-1\"}").json();

    // then
    assertThat(before).isEqualTo(1);
    assertThat(erased.path("sessions").asInt()).isEqualTo(1);
    assertThat(erased.path("queries").asInt()).isEqualTo(3);
    assertThat(answersOfRedrives()).isZero();
  }

  private String sessionOf(String user) {
    return await()
        .until(
            () ->
                operator
                    .get("rooms/default/sessions?state=ACTIVE")
                    .path("items")
                    .valueStream()
                    .filter(item -> item.path("userKey").asString("").equals(user))
                    .map(item -> item.path("sessionId").asString(""))
                    .findFirst()
                    .orElse(""),
            id -> !id.isEmpty());
  }

  private int answersOfRedrives() throws SQLException {
    try (Connection database =
            DriverManager.getConnection(naru.endpoint("postgres").orElseThrow());
        Statement statement = database.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select count(*) from query_history where result is not null and session_id in"
                    + " (select id from session_history where user_key like 'naru-redrive:%')")) {
      found.next();
      return found.getInt(1);
    }
  }

  @Test
  @Order(12)
  void theRoomsOrderIsNotProvenByAHistoryThatIsBehind() throws Exception {
    // given
    String fairness = http + "/v1/rooms/default/fairness";
    JsonNode behind;
    try (Connection database =
            DriverManager.getConnection(naru.endpoint("postgres").orElseThrow());
        Statement statement = database.createStatement()) {
      database.setAutoCommit(false);
      statement.execute("lock table history_place in share mode");
      Visitor.join(http, "u-late");

      // when
      behind = await().until(() -> Visitor.get(fairness), found -> found.has("status"));
    }

    // then
    assertThat(behind.path("status").asInt()).isEqualTo(503);
    await().until(() -> Visitor.get(fairness).has("admissions"));
  }

  @Test
  @Order(13)
  void aRecordTooLargeForALetterIsRedrivenFromWhereItStood() throws Exception {
    // given
    String large = "{\"poison\":\"" + "x".repeat(1 << 20) + "\"";
    append(large);
    JsonNode letter =
        await()
            .until(() -> letters(""), found -> !found.isEmpty() && hasNoBytes(found.getFirst()))
            .getFirst();
    String path = "dead-letters/" + letter.path("id").asString("");

    // when
    var redriven = operator.send("POST", path + "/redrive", "");

    // then
    assertThat(redriven.status()).isEqualTo(202);
    JsonNode parked = await().until(() -> operator.get(path), it -> it.at("/parked").asBoolean());
    assertThat(parked.path("payload").asString("")).isEqualTo(large);
  }

  private static boolean hasNoBytes(JsonNode letter) {
    return letter.path("payload").isNull();
  }

  private String history() {
    return operator.send("GET", "history/sessions", "").response().body();
  }

  private record Erased(int code, String out, String err) {}

  private static Erased erase() {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code =
        EraseApplication.run(
            List.of("--user", "u-secret", "--data", data().toString(), "--reason", "asked for"),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            null);
    return new Erased(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private void truncate(String... tables) throws SQLException {
    try (Connection database =
            DriverManager.getConnection(naru.endpoint("postgres").orElseThrow());
        Statement statement = database.createStatement()) {
      statement.execute("truncate " + String.join(", ", tables));
    }
  }

  @Test
  @Order(99)
  void theTokenIsInNoLog() {
    // then
    assertThat(naru.output()).contains("Naru is ready").doesNotContain(operator.token());
  }
}
