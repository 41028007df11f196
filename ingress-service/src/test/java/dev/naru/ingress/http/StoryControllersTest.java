package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.story.Story;
import dev.naru.ingress.story.Story.Receipt;
import dev.naru.ingress.story.Story.Step;
import dev.naru.ingress.story.Story.What;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.RoomSettings;
import dev.naru.model.SessionState;
import java.nio.file.Path;
import java.time.Instant;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is told what of a wait and of a room's order. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class StoryControllersTest {
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
    door.view.away(false);
    door.history.away = false;
    door.view.room("lobby", RoomSettings.defaults());
  }

  private Answer story(UUID session, String... headers) {
    return door.caller.send("GET", "/v1/sessions/" + session + "/story", null, headers);
  }

  @Test
  void aWaitIsToldToWhoeverWaited() {
    // given
    SessionRecord session = door.session(SessionState.WAITING);
    Step joined = new Step(Instant.parse("2026-01-02T03:04:05Z"), What.JOINED, 2, "two before");
    door.stories.put(
        session.id(),
        new Story(session.id(), new Receipt(0, 17, 7, "a".repeat(64)), List.of(joined)));

    // when
    Answer told = story(session.id(), door.tokenOf(session.id(), 0));

    // then
    assertThat(told.status()).isEqualTo(200);
    assertThat(told.json().toString())
        .isEqualTo(
            ("{\"sessionId\":\"%s\",\"receipt\":{\"partition\":0,\"offset\":17,\"ticket\":7,"
                    + "\"chainHash\":\"%s\"},\"steps\":[{\"at\":\"2026-01-02T03:04:05Z\","
                    + "\"what\":\"JOINED\",\"ahead\":2,\"why\":\"two before\"}]}")
                .formatted(session.id(), "a".repeat(64)));
  }

  @Test
  void nobodyElseIsTold() {
    // given
    SessionRecord session = door.session(SessionState.WAITING);
    SessionRecord other = door.session(SessionState.WAITING);

    // when, then
    assertThat(story(session.id()).status()).isEqualTo(401);
    assertThat(story(session.id(), door.tokenOf(other.id(), 0)).status()).isEqualTo(403);
    UUID nobody = new UUID(0x7000, 1L << 63);
    assertThat(story(nobody, door.tokenOf(nobody, 0)).status()).isEqualTo(404);
  }

  @Test
  void aStoryThatCannotBeToldYetIsAskedForAgain() {
    // given
    SessionRecord session = door.session(SessionState.WAITING);
    String[] token = door.tokenOf(session.id(), 0);

    // when
    Answer behind = story(session.id(), token);
    door.history.away = true;
    Answer away = story(session.id(), token);
    UUID pending = UUID.randomUUID();
    Answer undecided = story(pending, door.tokenOf(pending, Long.MAX_VALUE));

    // then
    for (Answer answer : List.of(behind, away, undecided)) {
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.problem()).isEqualTo("story-away");
      assertThat(answer.header("Retry-After")).isNotEmpty();
    }
  }

  /** What a history that is behind would tell of somebody who is third in line, active or gone. */
  static Stream<Arguments> stale() {
    Step joined = new Step(Instant.EPOCH, What.JOINED, 3, "x");
    Step admitted = new Step(Instant.EPOCH, What.ADMITTED, 0, "x");
    return Stream.of(
        Arguments.of(SessionState.WAITING, List.of(joined)),
        Arguments.of(SessionState.ACTIVE, List.of(joined)),
        Arguments.of(SessionState.ENDED, List.of(joined, admitted)));
  }

  @ParameterizedTest
  @MethodSource("stale")
  void aStoryThatKnowsLessThanTheSessionShowsIsNotTold(SessionState state, List<Step> steps) {
    // given
    SessionRecord session = door.session(state);
    door.stories.put(session.id(), new Story(session.id(), null, steps));

    // when
    Answer told = story(session.id(), door.tokenOf(session.id(), 0));

    // then
    assertThat(told.status()).isEqualTo(503);
    assertThat(told.problem()).isEqualTo("story-away");
  }

  @Test
  void aStoryThatKnowsMoreThanTheSessionShowsIsTold() {
    // given
    SessionRecord session = door.session(SessionState.WAITING);
    Step admitted = new Step(Instant.EPOCH, What.ADMITTED, 0, "x");
    door.stories.put(session.id(), new Story(session.id(), null, List.of(admitted)));

    // when, then
    assertThat(story(session.id(), door.tokenOf(session.id(), 0)).status()).isEqualTo(200);
  }

  @Test
  void everybodySeesARoomsOrder() {
    // when
    Answer seen = door.caller.send("GET", "/v1/rooms/lobby/fairness", null);

    // then
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.header("Cache-Control")).isEqualTo("public, max-age=5");
    assertThat(seen.json().toString())
        .isEqualTo(
            "{\"room\":\"lobby\",\"windowSeconds\":3600,\"admissions\":7,\"inversions\":1,"
                + "\"maxActive\":19,\"capacity\":20,"
                + "\"estimateErrorSeconds\":{\"p50\":1.5,\"p90\":null}}");
  }

  @Test
  void theOrderOfNoRoomOrWithoutHistoryIsAProblem() {
    // when, then
    assertThat(door.caller.send("GET", "/v1/rooms/nowhere/fairness", null).status()).isEqualTo(404);
    door.historyIsBehind = true;
    Answer behind = door.caller.send("GET", "/v1/rooms/lobby/fairness", null);
    door.historyIsBehind = false;
    assertThat(behind.status()).isEqualTo(503);
    assertThat(behind.header("Retry-After")).isNotEmpty();
    door.history.away = true;
    Answer away = door.caller.send("GET", "/v1/rooms/lobby/fairness", null);
    assertThat(away.status()).isEqualTo(503);
    assertThat(away.problem()).isEqualTo("history-away");
  }
}
