package dev.naru.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
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
import tools.jackson.databind.json.JsonMapper;

/** Two seats, one slot, and calls as OpenAI's clients make them; each step builds on the last. */
@SuppressWarnings("NullAway.Init")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@Timeout(120)
class OpenAiDoorIT {
  @TempDir private static Path folder;

  private final ChattyUpstream upstream = new ChattyUpstream();
  private NaruJvm naru;
  private String http;
  private DoorCall door;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    Path settings = folder.resolve("naru.yml");
    Files.writeString(
        settings,
        """
        naru:
          standalone: {warm-up: 0s}
          openai: {max-wait: 30s, rooms: {hasty: {max-wait: 1s}}}
          rooms:
            default: {capacity: 2}
            hasty: {capacity: 1, pools: [default]}
          pools:
            default:
              slots: 1
              upstream: {kind: openai, url: "%s", model: chatty}
        """
            .formatted(upstream.url()));
    naru = NaruJvm.run(folder.resolve("data"), "--port", "0", "--config", settings.toString());
    http = naru.awaitReady();
  }

  @AfterAll
  void end() throws InterruptedException {
    naru.close();
    upstream.close();
  }

  private static Done keys(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", folder.resolve("data").toString()));
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code =
        KeysApplication.run(
            all,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            null);
    return new Done(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private DoorCall withKeyOf(String room) {
    Done made = keys("create", "--owner", "it", "--room", room);
    return new DoorCall(http, made.out().strip());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return new JsonMapper().readTree(answer.body());
  }

  private static String content(HttpResponse<String> answer) {
    return json(answer).at("/choices/0/message/content").asString("");
  }

  private int inRoom(String room, String what) {
    return Visitor.get(http + "/v1/rooms/" + room).path(what).asInt(-1);
  }

  @Test
  @Order(1)
  void aKeyIsMadeForARoomThatThereIsAndStandsAloneOnTheOutput() {
    // when
    Done made = keys("create", "--owner", "it", "--room", "default");
    Done nowhere = keys("create", "--owner", "it", "--room", "nowhere");
    Done listed = keys("list");

    // then
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.out()).matches("sk-naru-[A-Za-z0-9_-]{43}\\R");
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.out()).isEmpty();
    assertThat(nowhere.err()).contains("there is no room 'nowhere'").hasLineCount(1);
    assertThat(listed.out()).contains("\"owner\":\"it\"").hasLineCount(1);
    assertThat(listed.out()).doesNotContain(made.out().strip());
    door = new DoorCall(http, made.out().strip());
  }

  @Test
  @Order(2)
  void aCompletionOfTheUpstreamComesBackAsItIs() {
    // when
    HttpResponse<String> answer = door.say("hello", "").join();

    // then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).path("id").asString("")).isEqualTo("up-1");
    assertThat(content(answer)).isEqualTo("hello");
    assertThat(answer.headers().firstValue("Naru-Queue-Ms")).isPresent();
    assertThat(answer.headers().firstValue("Naru-Run-Ms")).isPresent();
    await().until(() -> inRoom("default", "active") == 0);
  }

  @Test
  @Order(3)
  void manyCallsAtOnceAreAnsweredEachInItsTurnAndLeaveNobodyBehind() {
    // when
    var calls =
        IntStream.range(0, 40)
            .mapToObj(i -> door.say("w" + i, i % 4 == 0 ? "\"user\":\"u" + i % 8 + "\"," : ""))
            .toList();

    // then
    for (int i = 0; i < calls.size(); i++) {
      assertThat(content(calls.get(i).join())).isEqualTo("w" + i);
    }
    assertThat(upstream.mostAtOnce()).isEqualTo(1);
    await().until(() -> inRoom("default", "waiting") == 0);
  }

  @Test
  @Order(4)
  void whoHangsUpWhileTheQueryRunsFreesTheSlot() throws IOException {
    // given
    Socket held = door.open("hold", "");
    await().until(() -> upstream.held() == 1);
    CompletableFuture<HttpResponse<String>> next = door.say("next", "");

    // when
    long at = System.nanoTime();
    held.close();

    // then
    assertThat(content(next.join())).isEqualTo("next");
    assertThat(Duration.ofNanos(System.nanoTime() - at)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  @Order(5)
  void whoHangsUpInTheLineLeavesItAndAStreamTellsThePlaceInIt() throws IOException {
    // given
    var seats = List.of(door.open("hold", ""), door.open("hold", ""));
    await().until(() -> inRoom("default", "active") == 2);
    Socket impatient = door.open("never", "");
    await().until(() -> inRoom("default", "waiting") == 1);
    CompletableFuture<HttpResponse<String>> stream = door.say("last", "\"stream\":true,");
    await().until(() -> inRoom("default", "waiting") == 2);

    // when
    impatient.close();
    await().atMost(Duration.ofSeconds(5)).until(() -> inRoom("default", "waiting") == 1);
    for (Socket seat : seats) {
      seat.close();
    }

    // then
    HttpResponse<String> answer = stream.join();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains(": naru position=2", "\"content\":\"last\"")
        .containsOnlyOnce("\"finish_reason\":\"stop\"")
        .endsWith("data: [DONE]\n\n");
  }

  @Test
  @Order(6)
  void whoeverWaitsTooLongIsToldWhenToComeAgain() throws IOException {
    // given
    DoorCall hasty = withKeyOf("hasty");
    int before = upstream.held();
    Socket held = door.open("hold", "");
    await().until(() -> upstream.held() > before);

    // when
    HttpResponse<String> answer = hasty.say("quick", "").join();
    held.close();

    // then
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(json(answer).at("/error/code").asString("")).isEqualTo("wait_limit_exceeded");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    await().until(() -> inRoom("hasty", "active") == 0);
  }

  @Test
  @Order(7)
  void aRevokedKeyIsNoKeyWithinSeconds() {
    // given
    String id =
        new JsonMapper()
            .readTree(keys("list").out().lines().toList().getLast())
            .path("id")
            .asString("");

    // when
    Done revoked = keys("revoke", id, "--reason", "done");

    // then
    assertThat(revoked.code()).as(revoked.err()).isZero();
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> door.say("hello", "").join().statusCode() == 401);
    assertThat(keys("revoke", "no-such-key").code()).isEqualTo(2);
  }

  /** How a command ended. */
  private record Done(int code, String out, String err) {}
}
