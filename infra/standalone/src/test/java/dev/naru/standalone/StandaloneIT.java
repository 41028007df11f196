package dev.naru.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

/**
 * The whole product from outside, one story: starts cost seconds, so each step builds on the last.
 */
@SuppressWarnings("NullAway.Init")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@Timeout(120)
class StandaloneIT {

  @TempDir private static Path folder;

  private final CountingUpstream upstream = new CountingUpstream();
  private NaruJvm naru;
  private String http;
  private List<Visitor> visitors;

  /** Those whose places have moved to other devices. */
  private List<Visitor> moved = List.of();

  @BeforeAll
  void start() throws IOException, InterruptedException {
    configure("1s");
    begin();
    configure("0s");
  }

  @AfterAll
  void end() throws InterruptedException {
    naru.close();
    upstream.close();
  }

  private void configure(String warmUp) throws IOException {
    Files.writeString(
        folder.resolve("naru.yml"),
        """
        naru:
          standalone: {warm-up: %s}
          pools:
            default:
              upstream: {kind: http, url: "%s"}
        """
            .formatted(warmUp, upstream.url()));
  }

  private void begin() throws InterruptedException {
    naru = NaruJvm.run(data(), "--port", "0", "--config", folder.resolve("naru.yml").toString());
    http = naru.awaitReady();
    visitors = Stream.ofNullable(visitors).flatMap(List::stream).map(one -> one.at(http)).toList();
    moved = moved.stream().map(one -> one.at(http)).toList();
  }

  private static Path data() {
    return folder.resolve("data");
  }

  @Test
  @Order(0)
  void theWarmUpLeavesNoTrace() {
    // when
    var room = Visitor.get(http + "/v1/rooms/default");
    String metrics = Visitor.text(http + "/actuator/prometheus");

    // then
    assertThat(naru.output()).contains("Naru is ready").doesNotContain("warm-up");
    assertThat(data().resolve("warm-up")).doesNotExist();
    assertThat(room.path("lastTicket").asInt(-1)).isZero();
    assertThat(room.path("active").asInt(-1)).isZero();
    assertThat(metrics).doesNotContain("naru_joins_total{");
    assertThat(upstream.calls()).isZero();
  }

  @Test
  @Order(1)
  void ofThirtyWhoJoinAtOnceTwentyAreInAndTenWait() throws Exception {
    // when
    visitors = atOnce(IntStream.range(0, 30).mapToObj(i -> () -> Visitor.join(http, "u-" + i)));

    // then
    assertThat(visitors).extracting(Visitor::joinedAs).containsOnly("ACTIVE", "WAITING");
    assertThat(in("ACTIVE")).hasSize(20);
    assertThat(in("WAITING"))
        .extracting(waiting -> waiting.read().path("position").asInt())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  }

  @Test
  @Order(2)
  void whoLeavesLetsTheNextInLineIn() {
    // given
    var first = in("WAITING").getFirst();
    var second = in("WAITING").get(1);

    // when
    var left = in("ACTIVE").getFirst().leave();

    // then
    assertThat(left.path("endedReason").asString("")).isEqualTo("LEFT");
    assertThat(first.state()).isEqualTo("ACTIVE");
    assertThat(second.read().path("position").asInt()).isEqualTo(1);
  }

  @Test
  @Order(3)
  void aWaitIsExplainedAndTheRoomsOrderIsShown() {
    // given: the first who had to wait is in by now, the second is the next
    var served = in("ACTIVE").getLast();
    var next = in("WAITING").getFirst();

    // when
    var story =
        await()
            .until(
                next::story,
                it -> it.at("/steps").valueStream().anyMatch(step -> is("MOVED", step)));
    var over = await().until(served::story, it -> is("ADMITTED", it.at("/steps").path(1)));
    var order =
        await()
            .until(
                () -> Visitor.get(http + "/v1/rooms/default/fairness"),
                it -> it.path("admissions").asInt() == 21);

    // then
    assertThat(story.at("/receipt/ticket").asLong()).isEqualTo(22);
    assertThat(story.at("/receipt/chainHash").asString("")).matches("[0-9a-f]{64}");
    assertThat(story.at("/steps"))
        .extracting(step -> step.path("what").asString("") + " " + step.path("ahead").asInt())
        .containsExactly("JOINED 1", "MOVED 0", "WAITING 0");
    assertThat(story.at("/steps").path(1).path("why").asString("")).contains("1 served");
    assertThat(over.at("/steps").path(0).path("ahead").asInt(-1)).isZero();
    assertThat(order.path("inversions").asInt(-1)).isZero();
    assertThat(order.path("maxActive").asInt()).isEqualTo(20);
    assertThat(order.path("capacity").asInt()).isEqualTo(20);
  }

  @Test
  @Order(3)
  void aReceiptHoldsAgainstTheExportedLogAlsoARedactedOne() throws Exception {
    // given
    JsonNode story = await().until(in("WAITING").getFirst()::story, it -> it.has("receipt"));
    String log = folder.resolve("log.jsonl").toString();
    String redacted = folder.resolve("redacted.jsonl").toString();
    String[] export = {"export", "--data", data().toString(), "--out"};
    assertThat(run("LogApplication", with(export, log))).isZero();
    assertThat(run("LogApplication", with(export, redacted, "--redact"))).isZero();

    // when
    String good = file("good.json", story.toString());
    String ticket = "\"ticket\":" + story.at("/receipt/ticket").asLong();
    String forged = file("forged.json", story.toString().replace(ticket, "\"ticket\":1"));
    String offset = "\"offset\":" + story.at("/receipt/offset").asLong();
    String moved = file("moved.json", story.toString().replace(offset, "\"offset\":1"));

    // then
    assertThat(check(good, log)).isZero();
    assertThat(check(good, redacted)).isZero();
    assertThat(check(forged, log)).isEqualTo(1);
    assertThat(check(moved, redacted)).isEqualTo(1);
  }

  private static String[] with(String[] first, String... more) {
    return Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new);
  }

  private static String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private static int check(String receipt, String log) throws Exception {
    return run("ReplayApplication", "--check-receipt", receipt, "--log", log);
  }

  /** As the launcher runs it; returns the exit code. */
  private static int run(String main, String... arguments) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String[] jvm = {java, "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")};
    Process process =
        new ProcessBuilder(with(with(jvm, "dev.naru.admission.replay." + main), arguments))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("replay.log").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static boolean is(String what, JsonNode step) {
    return step.path("what").asString("").equals(what);
  }

  @Test
  @Order(4)
  void ofThirtyQueriesNeverMoreThanTenRunAtOnce() throws Exception {
    // given
    var active = in("ACTIVE").subList(0, 15);

    // when
    List<JsonNode> answers =
        atOnce(
            IntStream.range(0, 30)
                .mapToObj(i -> () -> active.get(i % 15).ask("{\"number\":%d}".formatted(i))));

    // then
    assertThat(answers)
        .extracting(answer -> answer.path("state").asString(""))
        .containsOnly("SUCCEEDED");
    assertThat(answers)
        .extracting(answer -> answer.path("result").toString())
        .containsOnly("{\"well\":true}");
    assertThat(upstream.calls()).isEqualTo(30);
    assertThat(upstream.mostAtOnce()).isEqualTo(10);
  }

  @Test
  @Order(5)
  void aSecondNaruInTheSameFolderOrOnTheSamePortSaysSoAndEnds() throws Exception {
    // given
    String port = http.substring(http.lastIndexOf(':') + 1);

    // when
    var sameFolder = NaruJvm.run(data(), "--port", "0");
    var samePort = NaruJvm.run(folder.resolve("other"), "--port", port);

    // then
    assertThat(sameFolder.exitCode()).isEqualTo(2);
    assertThat(sameFolder.output()).contains("is in use").hasLineCount(1);
    assertThat(samePort.exitCode()).isEqualTo(2);
    assertThat(samePort.output()).contains("Port " + port).hasLineCount(1);
    assertThat(naru.file()).exists();
  }

  @Test
  @Order(5)
  void aPlaceMovesToAnotherDeviceAndTheOldTokenIsVoidWhateverBecomesOfRedis() throws Exception {
    // given
    var stays = in("ACTIVE").getFirst();
    var leaves = in("ACTIVE").get(1);

    // when
    var staysAt = stays.transfer();
    var leavesAt = leaves.transfer();
    visitors = visitors.stream().map(one -> one.equals(stays) ? staysAt : one).toList();
    visitors = visitors.stream().filter(one -> !one.equals(leaves)).toList();
    moved = List.of(stays, leaves);

    // then
    assertThat(staysAt.state()).isEqualTo("ACTIVE");
    assertThat(leavesAt.leave().path("state").asString("")).isEqualTo("ENDED");
    assertThat(moved).extracting(Visitor::problem).containsOnly("session-transferred");
    wipeRedis();
    await().until(() -> staysAt.state().equals("ACTIVE"));
    await().until(() -> leavesAt.state().equals("ENDED"));
    assertThat(moved).extracting(Visitor::problem).containsOnly("session-transferred");
  }

  private void wipeRedis() throws IOException {
    var redis = URI.create(naru.endpoint("redis").orElseThrow());
    try (var socket = new Socket(redis.getHost(), redis.getPort())) {
      socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().readNBytes(3)).asString().isEqualTo("+OK");
    }
  }

  @Test
  @Order(6)
  void aStopIsCleanAndTheNextStartCarriesOn() throws Exception {
    // given
    var before = everybody();
    var asked = in("ACTIVE").getFirst();
    String query = asked.ask("1").path("queryId").asString("");

    // when
    int code = naru.stop();

    // then
    assertThat(code).isZero();
    assertThat(NaruJvm.servers(data())).isEmpty();
    assertThat(naru.file()).doesNotExist();

    // and when
    begin();

    // then
    assertThat(everybody()).isEqualTo(before);
    assertThat(moved).extracting(Visitor::problem).containsOnly("session-transferred");
    assertThat(asked.at(http).query(query).path("state").asString("")).isEqualTo("SUCCEEDED");
  }

  @Test
  @Order(7)
  void theStartAfterAKillCarriesOnAndEndsTheOrphans() throws Exception {
    // given
    var before = everybody();
    naru.kill();
    var orphans = NaruJvm.servers(data());
    assertThat(orphans).hasSize(2);

    // when
    begin();

    // then
    assertThat(everybody()).isEqualTo(before);
    assertThat(moved).extracting(Visitor::problem).containsOnly("session-transferred");
    assertThat(orphans).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
    assertThat(NaruJvm.servers(data())).hasSize(2);
  }

  @Test
  @Order(8)
  void whatAKillDuringTheWarmUpLeftBehindIsEndedToo() throws Exception {
    // given
    Path data = folder.resolve("killed");
    configure("1m");
    var killed = NaruJvm.run(data, "--port=0", "--config=" + folder.resolve("naru.yml"));
    killed.awaitServers(data.resolve("warm-up"), 1);
    killed.kill();
    var orphans = NaruJvm.servers(data.resolve("warm-up"));
    assertThat(orphans).isNotEmpty();
    configure("0s");

    // when
    try (var next = NaruJvm.run(data, "--port=0", "--config=" + folder.resolve("naru.yml"))) {
      next.awaitReady();

      // then
      assertThat(orphans).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
      assertThat(data.resolve("warm-up")).doesNotExist();
    }
  }

  @Test
  @Order(9)
  void httpListensOnTheLoopbackOnly() throws IOException {
    // given
    int port = Integer.parseInt(http.substring(http.lastIndexOf(':') + 1));

    // when: another address of this machine is still free
    try (var socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.2"))) {

      // then
      assertThat(socket.isBound()).isTrue();
    }
  }

  /** In the order of their tickets. */
  private List<Visitor> in(String state) {
    return visitors.stream()
        .filter(visitor -> visitor.state().equals(state))
        .sorted((a, b) -> Long.compare(ticket(a), ticket(b)))
        .toList();
  }

  private static long ticket(Visitor visitor) {
    return visitor.session().path("ticket").asLong();
  }

  /** What must not change by a restart. */
  private List<String> everybody() {
    return visitors.stream()
        .map(Visitor::read)
        .map(it -> it.path("state") + " " + it.path("position") + " " + it.path("admittedAt"))
        .toList();
  }

  private static <T> List<T> atOnce(Stream<Callable<T>> actions) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(actions.toList()).stream().map(Future::resultNow).toList();
    }
  }
}
