package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.audit.AuditEntry;
import dev.naru.ingress.deadletter.Letter;
import dev.naru.ingress.deadletter.LetterState;
import dev.naru.model.RawJson;
import dev.naru.model.SlotAssignment;
import dev.naru.model.wire.HashChain;
import dev.naru.model.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
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

/** What operators see of dead letters and do to them, over real HTTP. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class DeadLetterControllerTest {
  private static final String LETTERS = "/admin/v1/dead-letters";
  private final AtomicLong number = new AtomicLong();
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
    door.letters.letters.clear();
    door.letters.answered.clear();
    door.audit.entries.clear();
  }

  private Answer send(String method, String path, @Nullable String content) {
    return door.caller.send(method, LETTERS + path, content, HttpDoor.OPERATOR);
  }

  private Letter unreadable(boolean parked, byte[] value) {
    return add("naru.commands", "UNREADABLE", null, 0, parked, value);
  }

  private Letter exhausted() {
    UUID query = UUID.randomUUID();
    SlotAssignment assignment =
        new SlotAssignment(
            query, UUID.randomUUID(), "lobby", "default", 0, new RawJson("{\"n\":1.10}"), 1_000);
    byte[] value = new WireFormat().encode(assignment);
    return add("naru.slots.default", "MAX_ATTEMPTS", query, 3, false, value);
  }

  private Letter add(
      String topic,
      String reason,
      @Nullable UUID query,
      int attempts,
      boolean parked,
      byte @Nullable [] value) {
    return add(topic, reason, query, attempts, parked, value, HashChain.hashOf(value));
  }

  private Letter add(
      String topic,
      String reason,
      @Nullable UUID query,
      int attempts,
      boolean parked,
      byte @Nullable [] value,
      String hash) {
    UUID id = new UUID(number.incrementAndGet(), 1);
    Letter letter =
        new Letter(
            id,
            Instant.EPOCH,
            topic,
            0,
            number.get(),
            reason,
            query,
            attempts,
            parked,
            value,
            hash,
            LetterState.OPEN,
            null);
    door.letters.add(letter);
    return letter;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private LetterState stateOf(Letter letter) {
    return door.letters.find(letter.id()).orElseThrow().state();
  }

  @Test
  void lettersAreListedWithWhatTheyHold() {
    // given
    Letter text = unreadable(false, bytes("{\"half"));
    Letter binary = unreadable(true, new byte[] {(byte) 0xff, 0});
    Letter query = exhausted();

    // when
    Answer list = send("GET", "", null);

    // then
    assertThat(list.status()).isEqualTo(200);
    assertThat(list.json().path("next").isNull()).isTrue();
    assertThat(list.json().at("/items/0").propertyNames())
        .containsExactly(
            "id",
            "at",
            "topic",
            "partition",
            "offset",
            "reason",
            "queryId",
            "attempts",
            "parked",
            "payload");
    assertThat(list.json().at("/items/0/id").asString()).isEqualTo(query.id().toString());
    assertThat(list.response().body()).contains("\"payload\":{\"n\":1.10}");
    assertThat(list.json().at("/items/1/payload").asString()).isEqualTo("base64:/wA=");
    assertThat(list.json().at("/items/1/id").asString()).isEqualTo(binary.id().toString());
    assertThat(list.json().at("/items/2/payload").asString()).isEqualTo("{\"half");
    assertThat(send("GET", "/" + text.id(), null).json().at("/queryId").isNull()).isTrue();
  }

  @Test
  void aListIsFilteredAndPaged() {
    // given
    Letter first = unreadable(false, bytes("1"));
    unreadable(true, bytes("2"));
    exhausted();
    Letter last = unreadable(false, bytes("4"));

    // when
    Answer page = send("GET", "?reason=UNREADABLE&parked=false&limit=1", null);
    Answer next =
        send("GET", "?reason=UNREADABLE&parked=false&limit=1&after=" + page.text("next"), null);

    // then
    assertThat(page.json().at("/items/0/id").asString()).isEqualTo(last.id().toString());
    assertThat(next.json().at("/items/0/id").asString()).isEqualTo(first.id().toString());
    assertThat(next.json().path("next").isNull()).isTrue();
  }

  @Test
  void aRedriveOfOneIsWrittenDownAndRepeatingItChangesNothing() {
    // given
    Letter letter = exhausted();
    String path = "/" + letter.id() + "/redrive";

    // when
    Answer trial = send("POST", path, "{\"dryRun\":true}");
    LetterState afterTrial = stateOf(letter);
    Answer redriven = send("POST", path, "{\"reason\":\"upstream is back\"}");
    Answer again = send("POST", path, null);

    // then
    assertThat(trial.status()).isEqualTo(200);
    assertThat(trial.response().body())
        .isEqualTo(
            "{\"dryRun\":true,\"letters\":1,\"settled\":0,\"skipped\":0,\"ratePerSecond\":10}");
    assertThat(afterTrial).isEqualTo(LetterState.OPEN);
    assertThat(redriven.status()).isEqualTo(202);
    assertThat(stateOf(letter)).isEqualTo(LetterState.WANTED);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("letters").asInt()).isZero();
    assertThat(door.audit.entries)
        .extracting(AuditEntry::action, AuditEntry::target, AuditEntry::reason)
        .containsExactly(
            tuple("dead-letter.redrive", "dead-letters/" + letter.id(), "upstream is back"));
  }

  @Test
  void aRedriveOfAllLeavesParkedOnesAndSettlesThoseThatHaveAResult() {
    // given
    Letter open = unreadable(false, bytes("1"));
    Letter parked = unreadable(true, bytes("2"));
    Letter answered = exhausted();
    door.letters.answered.add(Objects.requireNonNull(answered.queryId()));

    // when
    Answer redriven = send("POST", "/redrive", "{\"ratePerSecond\":5}");

    // then
    assertThat(redriven.status()).isEqualTo(202);
    assertThat(redriven.response().body())
        .isEqualTo(
            "{\"dryRun\":false,\"letters\":1,\"settled\":1,\"skipped\":0,\"ratePerSecond\":5}");
    assertThat(stateOf(open)).isEqualTo(LetterState.WANTED);
    assertThat(stateOf(parked)).isEqualTo(LetterState.OPEN);
    assertThat(stateOf(answered)).isEqualTo(LetterState.REDRIVEN);
    assertThat(send("POST", "/redrive", "{\"filter\":{\"parked\":true}}").status()).isEqualTo(202);
    assertThat(stateOf(parked)).isEqualTo(LetterState.WANTED);
  }

  @Test
  void discardingNeedsAReasonAndIsForEver() {
    // given
    Letter letter = unreadable(false, bytes("junk"));
    String path = "/" + letter.id();

    // when
    Answer unexplained = send("DELETE", path, null);
    Answer discarded = send("DELETE", path + "?reason=junk", null);

    // then
    assertThat(unexplained.status()).isEqualTo(400);
    assertThat(discarded.status()).isEqualTo(204);
    assertThat(stateOf(letter)).isEqualTo(LetterState.DISCARDED);
    assertThat(send("DELETE", path, "{\"reason\":\"again\"}").status()).isEqualTo(204);
    assertThat(send("POST", path + "/redrive", null).status()).isEqualTo(409);
    assertThat(door.audit.entries)
        .extracting(AuditEntry::action, AuditEntry::reason)
        .containsExactly(tuple("dead-letter.discard", "junk"));
    assertThat(door.audit.entries.getFirst().before())
        .contains("\"topic\":\"naru.commands\"")
        .contains("\"payload\":null");
  }

  @Test
  void whatCannotBeRedrivenSaysWhatToDo() {
    // given
    Letter event = add("naru.events", "UNREADABLE", null, 0, false, bytes("x"));
    Letter nothing = add("naru.commands", "UNREADABLE", null, 0, false, null);
    Letter running = exhausted();
    door.letters.move(running, LetterState.RUNNING);

    // then
    for (Letter letter : List.of(event, nothing)) {
      Answer refused = send("POST", "/" + letter.id() + "/redrive", null);
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.problem()).isEqualTo("cannot-redrive");
      assertThat(refused.text("detail")).startsWith("Expected");
    }
    assertThat(send("DELETE", "/" + running.id() + "?reason=x", null).status()).isEqualTo(409);
  }

  @Test
  void aLargeLetterIsRedrivenThoughItsBytesAreInTheLogAlone() {
    // given
    String hash = HashChain.hashOf(new byte[2 << 20]);
    Letter large = add("naru.commands", "UNREADABLE", null, 0, false, null, hash);

    // when
    Answer redriven = send("POST", "/" + large.id() + "/redrive", null);

    // then
    assertThat(redriven.status()).isEqualTo(202);
    assertThat(stateOf(large)).isEqualTo(LetterState.WANTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{",
        "{} {}",
        "{\"filter\":1}",
        "{\"filter\":{\"reason\":\"NONE\"}}",
        "{\"filter\":{\"colour\":\"red\"}}",
        "{\"filter\":{\"parked\":\"yes\"}}",
        "{\"dryRun\":1}",
        "{\"ratePerSecond\":0}",
        "{\"ratePerSecond\":-1}",
        "{\"ratePerSecond\":1.5}",
        "{\"ratePerSecond\":1001}",
        "{\"reason\":\"\"}",
        "{\"everything\":true}"
      })
  void aRedriveThatCannotBeIsMalformedAndChangesNothing(String content) {
    // given
    Letter letter = unreadable(false, bytes("1"));

    // when
    Answer refused = send("POST", "/redrive", content);

    // then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("detail")).startsWith("Expected");
    assertThat(stateOf(letter)).isEqualTo(LetterState.OPEN);
    assertThat(door.audit.entries).isEmpty();
  }

  @Test
  void aLetterThatIsNoneIsNotFound() {
    // then
    for (String id : List.of("nonsense", UUID.randomUUID().toString())) {
      assertThat(send("GET", "/" + id, null).status()).isEqualTo(404);
      assertThat(send("POST", "/" + id + "/redrive", null).problem())
          .isEqualTo("no-such-dead-letter");
      assertThat(send("DELETE", "/" + id + "?reason=x", null).status()).isEqualTo(404);
    }
    assertThat(send("GET", "?parked=maybe", null).status()).isEqualTo(400);
    assertThat(send("GET", "?reason=NONE", null).status()).isEqualTo(400);
    assertThat(send("GET", "?after=nonsense", null).status()).isEqualTo(400);
  }
}
