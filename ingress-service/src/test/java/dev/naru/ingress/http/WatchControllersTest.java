package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.story.Story;
import dev.naru.ingress.view.PersonRecord;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.ingress.view.SlotRecord;
import dev.naru.model.HoldReason;
import dev.naru.model.PoolSettings;
import dev.naru.model.QueryState;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What operators watch, over real HTTP. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class WatchControllersTest {
  private static final Instant THEN = Instant.ofEpochSecond(1);
  private static final String LIVE = "/admin/v1/rooms/lobby/live";
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
    door.log.away = false;
    door.view.room("lobby", RoomSettings.defaults(), RoomStatus.OPEN, 1, 2);
    door.view.pool("default", PoolSettings.defaults());
    door.view.held("default", "lobby", null);
    door.view.people("lobby");
    door.view.slots("default");
  }

  private Answer get(String path, String... more) {
    String[] headers = new String[more.length + 2];
    System.arraycopy(HttpDoor.OPERATOR, 0, headers, 0, 2);
    System.arraycopy(more, 0, headers, 2, more.length);
    return door.caller.send("GET", path, null, headers);
  }

  @Test
  void aRoomIsWatchedWithItsSeatsItsLineAndItsSlots() {
    // given
    UUID seated = UUID.randomUUID();
    UUID query = UUID.randomUUID();
    door.view.people(
        "lobby",
        new PersonRecord(seated, "<img onerror>", 1L, THEN, THEN, THEN),
        new PersonRecord(UUID.randomUUID(), "next", 2L, THEN, null, null));
    door.view.slots(
        "default",
        new SlotRecord(3, query, seated, "u", "lobby", QueryState.RUNNING, 2, THEN, THEN));
    door.view.held("default", "lobby", HoldReason.UPSTREAM);

    // when
    JsonNode live = get(LIVE).json();

    // then
    assertThat(live.path("active").asInt()).isEqualTo(1);
    assertThat(live.path("waiting").asInt()).isEqualTo(2);
    assertThat(live.path("held").asBoolean()).isTrue();
    assertThat(live.at("/seats/0/userKey").asString("")).isEqualTo("<img onerror>");
    assertThat(live.at("/seats/0/admittedAt").asString("")).isEqualTo("1970-01-01T00:00:01Z");
    assertThat(live.at("/line/0/userKey").asString("")).isEqualTo("next");
    assertThat(live.at("/line/0/admittedAt").isNull()).isTrue();
    assertThat(live.at("/pools/0/held").asString("")).isEqualTo("UPSTREAM");
    assertThat(live.at("/pools/0/busy/0/slot").asInt()).isEqualTo(3);
    assertThat(live.at("/pools/0/busy/0/queryId").asString("")).isEqualTo(query.toString());
    assertThat(live.at("/pools/0/busy/0/attempt").asInt()).isEqualTo(2);
    assertThat(get("/admin/v1/pools/default/slots").json()).isEqualTo(live.at("/pools/0"));
  }

  @Test
  void whoAsksAgainIsToldOnlyWhatChanged() {
    // given
    String tag = get(LIVE).header("ETag");

    // when
    Answer same = get(LIVE, "If-None-Match", tag);
    door.view.room("lobby", RoomSettings.defaults(), RoomStatus.OPEN, 1, 3);
    Answer other = get(LIVE, "If-None-Match", tag);

    // then
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.response().body()).isEmpty();
    assertThat(other.status()).isEqualTo(200);
    assertThat(other.header("ETag")).isNotEqualTo(tag);
  }

  @Test
  void roomsAndPoolsAreListedByNamePageByPage() {
    // given
    door.view.room("annex", RoomSettings.defaults());
    door.view.pool("llm", PoolSettings.defaults());

    // when
    Answer first = get("/admin/v1/rooms?limit=1");
    Answer second = get("/admin/v1/rooms?limit=1&after=" + first.text("next"));
    Answer pools = get("/admin/v1/pools");

    // then
    assertThat(first.json().at("/items/0/room").asString("")).isEqualTo("annex");
    assertThat(second.json().at("/items/0/room").asString("")).isEqualTo("lobby");
    assertThat(second.json().path("next").isNull()).isTrue();
    assertThat(pools.json().at("/items/1/pool").asString("")).isEqualTo("llm");
    assertThat(pools.json().at("/items/1/settings/slots").asInt()).isEqualTo(10);
  }

  @Test
  void aSeriesGoesBackFromTheLineAsItIs() {
    // when
    JsonNode hour = get("/admin/v1/rooms/lobby/series").json();
    JsonNode day = get("/admin/v1/rooms/lobby/series?window=1d").json();

    // then
    assertThat(hour.path("stepSeconds").asInt()).isEqualTo(60);
    assertThat(hour.at("/points/0/waiting").asInt()).isEqualTo(2);
    assertThat(hour.at("/points/0/waitP95").isNull()).isTrue();
    assertThat(day.path("stepSeconds").asInt()).isEqualTo(300);
    assertThat(get("/admin/v1/rooms/lobby/series?window=2h").status()).isEqualTo(400);
  }

  @Test
  void howNaruDoesIsToldWhateverIsAway() {
    // given
    door.shown(7);

    // when
    JsonNode well = get("/admin/v1/status").json();
    door.history.away = true;
    door.log.away = true;
    door.view.away(true);
    JsonNode ill = get("/admin/v1/status").json();

    // then
    assertThat(well.path("instance").asString("")).isEqualTo("here:8080");
    assertThat(well.at("/partitions/0/decided").asInt()).isEqualTo(7);
    assertThat(well.at("/partitions/0/logLag").asInt()).isEqualTo(2);
    assertThat(well.at("/partitions/0/historyLag").asInt()).isEqualTo(3);
    assertThat(well.at("/outcomes/default/succeeded").asInt()).isEqualTo(7);
    assertThat(ill.at("/partitions/0/logLag").isNull()).isTrue();
    assertThat(ill.at("/partitions/0/historyLag").isNull()).isTrue();
    assertThat(ill.path("outcomes").isNull()).isTrue();
  }

  @Test
  void aStoryIsForOperatorsToo() {
    // given
    UUID id = UUID.randomUUID();
    door.stories.put(id, new Story(id, new Story.Receipt(0, 5, 9, "ab"), List.of()));

    // when
    Answer story = get("/admin/v1/rooms/lobby/sessions/" + id + "/story");
    Answer none = get("/admin/v1/rooms/lobby/sessions/" + UUID.randomUUID() + "/story");
    door.history.away = true;
    Answer away = get("/admin/v1/rooms/lobby/sessions/" + id + "/story");

    // then
    assertThat(story.json().at("/receipt/ticket").asInt()).isEqualTo(9);
    assertThat(none.status()).isEqualTo(404);
    assertThat(away.status()).isEqualTo(503);
  }

  @Test
  void aUserIsFoundWithoutReadingTheLine() {
    // given
    UUID id = UUID.randomUUID();
    door.view.session(
        new SessionRecord(
            id, "lobby", SessionState.WAITING, 7L, 3L, THEN, null, null, null, null, ""));
    door.view.user("lobby", "u 17/ä", id);

    // when
    Answer found = get("/admin/v1/rooms/lobby/sessions?userKey=u%2017%2F%C3%A4");
    Answer none = get("/admin/v1/rooms/lobby/sessions?userKey=u");

    // then
    assertThat(found.json().at("/items/0/sessionId").asString("")).isEqualTo(id.toString());
    assertThat(found.json().at("/items/0/userKey").asString("")).isEqualTo("u 17/ä");
    assertThat(found.json().path("next").isNull()).isTrue();
    assertThat(none.json().path("items").isEmpty()).isTrue();
  }

  @Test
  void aDryRunSaysWhatWouldChangeAndChangesNothing() {
    // given
    door.log.commands.clear();
    door.audit.entries.clear();

    // when
    Answer room = put("/admin/v1/rooms/lobby?dryRun=true", "{\"capacity\":30}");
    Answer fresh = put("/admin/v1/rooms/fresh?dryRun=true", "{}");
    Answer pool = put("/admin/v1/pools/default?dryRun=true", "{\"slots\":12}");
    Answer wrong = put("/admin/v1/rooms/lobby?dryRun=true", "{\"capacity\":-1}");

    // then
    assertThat(room.json().at("/before/capacity").asInt()).isEqualTo(20);
    assertThat(room.json().at("/after/capacity").asInt()).isEqualTo(30);
    assertThat(fresh.json().path("before").isNull()).isTrue();
    assertThat(pool.json().at("/after/slots").asInt()).isEqualTo(12);
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(door.log.commands).isEmpty();
    assertThat(door.audit.entries).isEmpty();
  }

  private Answer put(String path, String content) {
    return door.caller.send("PUT", path, content, HttpDoor.OPERATOR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin/v1/rooms/none/live",
        "/admin/v1/rooms/none/series",
        "/admin/v1/pools/none/slots"
      })
  void whatIsNotThereIsNotWatched(String path) {
    assertThat(get(path).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {LIVE, "/admin/v1/rooms", "/admin/v1/pools", "/admin/v1/pools/default/slots"})
  void aViewThatIsAwayIsSaidToBeAway(String path) {
    // given
    door.view.away(true);

    // then
    assertThat(get(path).status()).isEqualTo(503);
    assertThat(door.caller.send("GET", path, null).status()).isEqualTo(401);
  }
}
