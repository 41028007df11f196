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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
    Step joined = new Step(Instant.parse("2026-01-02T03:04:05Z"), What.JOINED, 3, "three before");
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
                    + "\"what\":\"JOINED\",\"ahead\":3,\"why\":\"three before\"}]}")
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
    door.history.away = true;
    Answer away = door.caller.send("GET", "/v1/rooms/lobby/fairness", null);
    assertThat(away.status()).isEqualTo(503);
    assertThat(away.problem()).isEqualTo("history-away");
  }
}
