package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.audit.AuditEntry;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.ingress.visitors.VisitorRecord;
import dev.naru.model.AtClose;
import dev.naru.model.HoldReason;
import dev.naru.model.LineOrder;
import dev.naru.model.OpeningHours;
import dev.naru.model.PoolSettings;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;
import dev.naru.model.ScheduleSettings;
import dev.naru.model.SessionState;
import dev.naru.model.SettingsSource;
import dev.naru.model.TimedCapacity;
import dev.naru.model.Weekday;
import dev.naru.model.command.CloseRoom;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.ConfigureRoom;
import dev.naru.model.command.DrainRoom;
import dev.naru.model.command.EvictSession;
import dev.naru.model.command.HoldPool;
import dev.naru.model.command.MoveSession;
import dev.naru.model.command.OpenRoom;
import dev.naru.model.command.PauseAdmission;
import dev.naru.model.command.ReleasePool;
import dev.naru.model.command.ResumeAdmission;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
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

/** Rooms and pools in the hands of operators, over real HTTP. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class OperatedControllersTest {
  private static final String ROOM = "/admin/v1/rooms/lobby";
  private static final String POOL = "/admin/v1/pools/default";
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
    door.log.away = false;
    door.log.commands.clear();
    door.log.decider = (command, offset) -> {};
    door.audit.entries.clear();
    door.audit.away = false;
    door.grown.clear();
    door.view.room("lobby", RoomSettings.defaults());
    door.view.pool("default", PoolSettings.defaults());
    door.view.held("default", "lobby", null);
  }

  @Test
  void aPoolIsHeldUntilItIsReleasedAndTheAuditSaysWhy() {
    // given
    door.log.decider =
        (command, offset) -> {
          door.view.held(
              "default", "lobby", command instanceof HoldPool ? HoldReason.OPERATOR : null);
          door.shown(offset);
        };

    // when
    Answer held = send("POST", POOL + "/hold", "{\"reason\":\"new model\"}", "Prefer", "wait=5");
    Answer again = send("POST", POOL + "/hold", null, "Prefer", "wait=5");
    Answer released = send("POST", POOL + "/release", null, "Prefer", "wait=5");
    Answer releasedAgain = send("POST", POOL + "/release", null);

    // then
    assertThat(held.status()).isEqualTo(200);
    assertThat(held.text("held")).isEqualTo("OPERATOR");
    assertThat(held.text("heldSince")).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(again.status()).isEqualTo(200);
    assertThat(released.json().path("held").isNull()).isTrue();
    assertThat(releasedAgain.status()).isEqualTo(200);
    assertThat(door.log.commands)
        .containsExactly(
            new HoldPool("default", HoldReason.OPERATOR, 0), new ReleasePool("default", null));
    assertThat(door.audit.entries)
        .extracting(AuditEntry::action, AuditEntry::target, AuditEntry::reason)
        .containsExactly(
            tuple("pool.hold", "pools/default", "new model"),
            tuple("pool.release", "pools/default", null));
    assertThat(door.audit.entries.getFirst().after()).contains("OPERATOR");
  }

  @Test
  void anOperatorsHoldTakesThePlaceOfAWorkers() {
    // given
    door.view.held("default", "lobby", HoldReason.UPSTREAM);

    // when
    Answer held = send("POST", POOL + "/hold", null);

    // then
    assertThat(held.status()).isEqualTo(202);
    assertThat(door.log.commands).containsExactly(new HoldPool("default", HoldReason.OPERATOR, 0));
    assertThat(send("POST", "/admin/v1/pools/none/hold", null).status()).isEqualTo(404);
    assertThat(send("POST", POOL + "/hold", "{\"until\":5}").status()).isEqualTo(400);
  }

  private Answer send(String method, String path, @Nullable String content, String... more) {
    String[] headers = new String[more.length + 2];
    System.arraycopy(HttpDoor.OPERATOR, 0, headers, 0, 2);
    System.arraycopy(more, 0, headers, 2, more.length);
    return door.caller.send(method, path, content, headers);
  }

  @Test
  void aRoomIsShownWithAllItsSettings() {
    // when
    Answer room = send("GET", ROOM, null);

    // then
    assertThat(room.status()).isEqualTo(200);
    assertThat(room.text("status")).isEqualTo("OPEN");
    assertThat(room.json().path("capacity").asInt()).isEqualTo(20);
    assertThat(room.json().at("/settings/sessionTtl").asString("")).isEqualTo("PT30M");
    assertThat(send("GET", "/admin/v1/rooms/none", null).status()).isEqualTo(404);
    assertThat(send("GET", "/admin/v1/rooms/NO", null).problem()).isEqualTo("no-such-room");
  }

  @Test
  void whatIsNotGivenStaysAsItIsAndTheChangeIsACommandAndAnEntryOfTheAudit() {
    // given
    RoomSettings wanted = RoomSettings.defaults().withCapacity(30);
    door.log.decider =
        (command, offset) -> {
          door.view.room("lobby", wanted);
          door.shown(offset);
        };

    // when
    Answer set = send("PUT", ROOM + "?reason=rush+hour", "{\"capacity\":30}", "Prefer", "wait=5");

    // then
    assertThat(set.status()).isEqualTo(200);
    assertThat(set.json().path("capacity").asInt()).isEqualTo(30);
    assertThat(door.log.commands)
        .containsExactly(new ConfigureRoom("lobby", wanted, SettingsSource.OPERATOR));
    AuditEntry entry = door.audit.entries.getFirst();
    assertThat(entry.action()).isEqualTo("room.configure");
    assertThat(entry.target()).isEqualTo("rooms/lobby");
    assertThat(entry.reason()).isEqualTo("rush hour");
    assertThat(entry.before()).contains("\"capacity\":20");
    assertThat(entry.after()).contains("\"capacity\":30");
  }

  @Test
  void settingsAreReadAsThoseOfTheFileAre() {
    // when
    Answer set =
        send(
            "PUT",
            ROOM,
            "{\"session-ttl\":\"45m\",\"queries\":{\"max-payload\":\"64KB\"},\"admission-rate\":{\"count\":5,\"per\":\"10s\"}}");

    // then
    assertThat(set.status()).isEqualTo(202);
    ConfigureRoom command = (ConfigureRoom) door.log.commands.getFirst();
    assertThat(command.settings().sessionTtl()).isEqualTo(Duration.ofMinutes(45));
    assertThat(command.settings().queries().maxPayload().bytes()).isEqualTo(64 << 10);
    assertThat(command.settings().queries().perSession()).isEqualTo(2);
    assertThat(Objects.requireNonNull(command.settings().admissionRate()).count()).isEqualTo(5);
  }

  @Test
  void aNewRoomBeginsWithTheDefaults() {
    // when
    Answer made = send("PUT", "/admin/v1/rooms/annex", "{}");

    // then
    assertThat(made.status()).isEqualTo(202);
    assertThat(door.log.commands)
        .containsExactly(
            new ConfigureRoom("annex", RoomSettings.defaults(), SettingsSource.OPERATOR));
    assertThat(door.audit.entries.getFirst().before()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"capacity\":-1}",
        "{\"capacity\":1.5}",
        "{\"capacity\":\"many\"}",
        "{\"capacity\":{}}",
        "{\"colour\":\"red\"}",
        "{\"queries\":{\"colour\":\"red\"}}",
        "{\"session-ttl\":\"soon\"}",
        "{\"identity\":\"oidc\"}",
        "{\"pools\":[]}",
        "{\"pools\":[\"none\"]}"
      })
  void settingsThatCannotBeAreRefusedAndChangeNothing(String content) {
    // when
    Answer refused = send("PUT", ROOM, content);

    // then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("detail")).startsWith("Expected").doesNotContain("Exception");
    assertThat(door.log.commands).isEmpty();
    assertThat(door.audit.entries).isEmpty();
  }

  @Test
  void aRoomIsPausedResumedClosedDrainedAndOpened() {
    // when
    List.of("pause", "close", "drain").forEach(word -> send("POST", ROOM + "/" + word, null));
    door.view.room("lobby", RoomSettings.defaults(), RoomStatus.CLOSED, 0, 0);
    door.view.paused("lobby");
    List.of("open", "resume").forEach(word -> send("POST", ROOM + "/" + word, null));

    // then
    assertThat(door.log.commands)
        .containsExactly(
            new PauseAdmission("lobby"),
            new CloseRoom("lobby"),
            new DrainRoom("lobby"),
            new OpenRoom("lobby"),
            new ResumeAdmission("lobby"));
    assertThat(door.audit.entries)
        .extracting(AuditEntry::action)
        .containsExactly("room.pause", "room.close", "room.drain", "room.open", "room.resume");
    assertThat(door.audit.entries.getFirst().after())
        .isEqualTo("{\"status\":\"OPEN\",\"paused\":true}");
  }

  @Test
  void whatIsSoAlreadyIsLeftAlone() {
    // when
    Answer open = send("POST", ROOM + "/open", "{\"reason\":\"morning\"}");

    // then
    assertThat(open.status()).isEqualTo(200);
    assertThat(door.log.commands).isEmpty();
    assertThat(door.audit.entries).isEmpty();
    assertThat(send("POST", "/admin/v1/rooms/none/open", null).status()).isEqualTo(404);
    assertThat(send("POST", ROOM + "/paint", null).status()).isEqualTo(404);
  }

  @Test
  void nothingIsDoneThatCannotBeWrittenDownAndNothingIsPromisedThatWasNotLogged() {
    // given
    door.audit.away = true;
    Answer unaudited = send("POST", ROOM + "/pause", null);
    int logged = door.log.commands.size();
    door.audit.away = false;
    door.log.away = true;

    // when
    Answer unlogged = send("POST", ROOM + "/pause", null);

    // then
    assertThat(unaudited.problem()).isEqualTo("store-away");
    assertThat(logged).isZero();
    assertThat(unlogged.status()).isEqualTo(503);
    assertThat(unlogged.problem()).isEqualTo("not-confirmed");
  }

  @Test
  void aRoomsVisitorsAreListedPageByPage() {
    // given
    door.visitors.clear();
    visitor("u-1", SessionState.ACTIVE, 1);
    visitor("u-2", SessionState.ENDED, 2);
    visitor("u-3", SessionState.WAITING, 3);

    // when
    Answer first = send("GET", ROOM + "/sessions?limit=1", null);
    Answer second = send("GET", ROOM + "/sessions?limit=1&after=" + first.text("next"), null);
    Answer ended = send("GET", ROOM + "/sessions?state=ENDED", null);

    // then
    assertThat(first.json().at("/items/0/userKey").asString("")).isEqualTo("u-1");
    assertThat(second.json().at("/items/0/userKey").asString("")).isEqualTo("u-3");
    assertThat(second.json().path("next").isNull()).isTrue();
    assertThat(ended.json().at("/items/0/userKey").asString("")).isEqualTo("u-2");
    assertThat(send("GET", ROOM + "/sessions?state=GONE", null).status()).isEqualTo(400);
    assertThat(send("GET", ROOM + "/sessions?after=x", null).status()).isEqualTo(400);
    assertThat(send("GET", ROOM + "/sessions?after=x_y", null).status()).isEqualTo(400);
    assertThat(send("GET", "/admin/v1/rooms/none/sessions", null).status()).isEqualTo(404);
  }

  @Test
  void aVisitorIsSentAwayOnce() {
    // given
    SessionRecord session = door.session(SessionState.ACTIVE);
    String path = ROOM + "/sessions/" + session.id() + "/evict";

    // when
    Answer evicted = send("POST", path, "{\"reason\":\"rude\"}");
    Answer elsewhere = send("POST", path.replace("lobby", "annex"), null);
    Answer over =
        send("POST", ROOM + "/sessions/" + door.session(SessionState.ENDED).id() + "/evict", null);

    // then
    assertThat(evicted.status()).isEqualTo(202);
    assertThat(elsewhere.problem()).isEqualTo("no-such-session");
    assertThat(over.status()).isEqualTo(200);
    assertThat(door.log.commands).containsExactly(new EvictSession(session.id()));
    assertThat(door.audit.entries)
        .extracting(AuditEntry::action, AuditEntry::reason)
        .containsExactly(tuple("session.evict", "rude"));
  }

  private void visitor(String userKey, SessionState state, long second) {
    door.visitors.add(
        new VisitorRecord(
            UUID.randomUUID(),
            userKey,
            "lobby",
            state,
            second,
            Instant.ofEpochSecond(second),
            null,
            null,
            null));
  }

  @Test
  void aPoolGetsPartitionsBeforeItGetsSlots() {
    // given
    PoolSettings wanted = PoolSettings.defaults().withSlots(12, 1);

    // when
    Answer set = send("PUT", POOL, "{\"slots\":12}");

    // then
    assertThat(set.status()).isEqualTo(202);
    assertThat(door.grown).containsExactly("default:12");
    assertThat(door.log.commands)
        .containsExactly(new ConfigurePool("default", wanted, SettingsSource.OPERATOR));
    assertThat(send("GET", POOL, null).json().path("slots").asInt()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"slots\":0}",
        "{\"slots\":10001}",
        "{\"prefetch\":0}",
        "{\"max-attempts\":5}",
        "{\"upstream\":{\"kind\":\"http\"}}",
        "{\"upstream\":{\"kind\":\"http\",\"url\":\"http://127.0.0.1:1/\"}}",
        "{\"colour\":\"red\"}"
      })
  void aPoolThatCannotBeIsRefusedAndChangesNothing(String content) {
    // when
    Answer refused = send("PUT", POOL, content);

    // then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("detail")).startsWith("Expected");
    assertThat(door.grown).isEmpty();
    assertThat(door.log.commands).isEmpty();
    assertThat(send("PUT", "/admin/v1/pools/none", "{}").status()).isEqualTo(404);
  }

  @Test
  void aWaitingVisitorIsMovedInTheLineForAReason() {
    // given
    SessionRecord waiting = door.session(SessionState.WAITING);
    String path = ROOM + "/sessions/" + waiting.id() + "/move";
    String active = ROOM + "/sessions/" + door.session(SessionState.ACTIVE).id() + "/move";
    String order = "{\"position\":1,\"reason\":\"wheelchair\"}";

    // when
    Answer moved = send("POST", path, order);

    // then
    assertThat(moved.status()).isEqualTo(202);
    assertThat(moved.json().path("sessionId").asString("")).isEqualTo(waiting.id().toString());
    assertThat(moved.json().has("position")).isTrue();
    assertThat(door.log.commands).containsExactly(new MoveSession(waiting.id(), 1, "wheelchair"));
    assertThat(door.audit.entries)
        .extracting(AuditEntry::action, AuditEntry::reason)
        .containsExactly(tuple("session.move", "wheelchair"));
    assertThat(send("POST", active, order).problem()).isEqualTo("session-not-waiting");
    assertThat(send("POST", active, order).status()).isEqualTo(409);
    assertThat(send("POST", path.replace("lobby", "annex"), order).status()).isEqualTo(404);
    assertThat(send("POST", ROOM + "/sessions/" + UUID.randomUUID() + "/move", order).status())
        .isEqualTo(404);
    for (String wrong :
        List.of(
            "{\"position\":0,\"reason\":\"why\"}",
            "{\"reason\":\"why\"}",
            "{\"position\":1}",
            "{\"position\":1.5,\"reason\":\"why\"}",
            "{\"position\":1,\"reason\":\"why\",\"more\":1}")) {
      assertThat(send("POST", path, wrong).status()).as(wrong).isEqualTo(400);
    }
    assertThat(door.log.commands).hasSize(1);
  }

  @Test
  void aScheduleIsReadAsThatOfTheFileIs() {
    // when
    Answer once =
        send(
            "PUT",
            ROOM,
            "{\"schedule\":{\"opens-at\":\"2030-01-01T09:00:00Z\",\"pre-queue\":\"30m\",\"order\":\"lottery\","
                + "\"at-close\":\"drain\",\"capacity\":[{\"at\":\"2030-01-01T10:00:00Z\",\"capacity\":50}]}}");
    Answer weekly =
        send(
            "PUT",
            ROOM,
            "{\"schedule\":{\"hours\":[{\"days\":[\"MON\",\"fri\"],\"from\":\"09:00\",\"to\":\"18:00\"}],\"zone\":\"Asia/Seoul\"}}");
    Answer wrong =
        send(
            "PUT",
            ROOM,
            "{\"schedule\":{\"opens-at\":\"2030-01-01T09:00:00Z\",\"order\":\"lottery\"}}");

    // then
    assertThat(once.status()).isEqualTo(202);
    assertThat(weekly.status()).isEqualTo(202);
    assertThat(door.log.commands)
        .extracting(command -> ((ConfigureRoom) command).settings().schedule())
        .containsExactly(
            new ScheduleSettings(
                Instant.parse("2030-01-01T09:00:00Z"),
                null,
                Duration.ofMinutes(30),
                LineOrder.LOTTERY,
                AtClose.DRAIN,
                null,
                null,
                List.of(new TimedCapacity(Instant.parse("2030-01-01T10:00:00Z"), 50))),
            new ScheduleSettings(
                null,
                null,
                Duration.ZERO,
                LineOrder.FIFO,
                AtClose.CLOSE,
                List.of(
                    new OpeningHours(
                        List.of(Weekday.MON, Weekday.FRI),
                        LocalTime.of(9, 0),
                        LocalTime.of(18, 0))),
                "Asia/Seoul",
                null));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.text("detail")).startsWith("Expected 'schedule.order'");
  }

  @Test
  void aScheduleIsChangedPartByPartAndTakenAway() {
    // given
    ScheduleSettings schedule =
        ScheduleSettings.once(
            Instant.parse("2030-01-01T09:00:00Z"), null, Duration.ofMinutes(30), LineOrder.FIFO);
    door.view.room("lobby", RoomSettings.defaults().withSchedule(schedule));

    // when
    send("PUT", ROOM, "{\"schedule\":{\"pre-queue\":\"10m\"}}");
    send("PUT", ROOM, "{\"capacity\":7}");
    send("PUT", ROOM, "{\"schedule\":null}");

    // then
    assertThat(door.log.commands)
        .extracting(command -> ((ConfigureRoom) command).settings().schedule())
        .containsExactly(
            ScheduleSettings.once(
                Instant.parse("2030-01-01T09:00:00Z"),
                null,
                Duration.ofMinutes(10),
                LineOrder.FIFO),
            schedule,
            null);
  }
}
