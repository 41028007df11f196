package dev.naru.ingress.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.naru.embedded.Servers;
import dev.naru.embedded.TestServers;
import dev.naru.model.Announcement;
import dev.naru.model.Draw;
import dev.naru.model.DrawAmong;
import dev.naru.model.DrawPhase;
import dev.naru.model.DrawPlan;
import dev.naru.model.DrawStart;
import dev.naru.model.DrawWinner;
import dev.naru.model.Lottery;
import dev.naru.model.QueryState;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;
import dev.naru.model.SessionState;
import dev.naru.model.UserMarks;
import dev.naru.model.wire.HashChain;
import dev.naru.model.wire.ViewKeys;
import dev.naru.model.wire.WireFormat;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Each script against real Redis. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class RedisViewIT {
  private final ViewKeys keys = new ViewKeys(0);
  private final UUID id = UUID.randomUUID();
  private final UUID provisional = UUID.randomUUID();
  private final UUID queryId = UUID.randomUUID();
  private final Stamps stamps = new Stamps();
  private Servers servers;
  private RedisClient client;
  private RedisCommands<String, String> redis;
  private RedisLink link;
  private RedisView view;
  private StampFollower follower;

  @BeforeAll
  void start(@TempDir Path folder) {
    servers = TestServers.in(folder, EnumSet.of(Servers.Kind.REDIS));
    String url = servers.start().redis();
    client = RedisClient.create(url);
    redis = client.connect().sync();
    link = new RedisLink(url);
    view = new RedisView(link, keys);
    follower = new StampFollower(link, view, keys.stamps(), stamps);
  }

  @AfterAll
  void close() {
    link.close();
    client.shutdown();
    servers.close();
  }

  @BeforeEach
  void empty() {
    redis.flushall();
    redis.scriptFlush();
    redis.hset(keys.head(), Map.of("term", "3", "offset", "41", "generation", "7"));
    follower.look();
  }

  private String key(String name) {
    return keys.generation(7) + name;
  }

  @Test
  void aWaitingSessionHasItsPlaceInTheLine() {
    // given
    redis.hset(
        key(ViewKeys.session(id)),
        Map.of("room", "a", "userKey", "u", "state", "WAITING", "ticket", "9", "joinedAt", "1000"));
    redis.zadd(key(ViewKeys.line("a")), 5, "someone");
    redis.zadd(key(ViewKeys.line("a")), 9, id.toString());
    redis.hset(key(ViewKeys.room("a")), "admissions", "100:100:3");

    // when
    SessionReading reading = view.session(id, id);

    // then
    assertThat(reading.head()).isEqualTo(new Head(3, 41));
    assertThat(reading.isAskersOwn()).isTrue();
    assertThat(reading.session())
        .isEqualTo(
            new SessionRecord(
                id,
                "a",
                SessionState.WAITING,
                9L,
                2L,
                Instant.ofEpochMilli(1000),
                null,
                null,
                null,
                null,
                "100:100:3"));
  }

  @Test
  void whoWaitsForADrawingHasNoPlaceAndBeforeTheOpeningNothingIsToldOfThePace() {
    // given
    redis.hset(
        key(ViewKeys.session(id)),
        Map.of("room", "a", "userKey", "u", "state", "WAITING", "ticket", "9", "joinedAt", "1000"));
    redis.zadd(key(ViewKeys.line("a")), 9, id.toString());
    redis.hset(
        key(ViewKeys.room("a")),
        Map.of("admissions", "100:100:3", "status", "PRE_QUEUE", "unordered", "1"));

    // when
    SessionRecord drawn = view.session(id, id).session();
    redis.hset(key(ViewKeys.room("a")), "unordered", "0");
    SessionRecord fifo = view.session(id, id).session();

    // then
    assertThat(Objects.requireNonNull(drawn).position()).isNull();
    assertThat(drawn.admissions()).isEmpty();
    assertThat(Objects.requireNonNull(fifo).position()).isEqualTo(1);
    assertThat(fifo.admissions()).isEmpty();
  }

  @Test
  void newsAreReadAsTheyWereWritten() {
    // given
    Announcement told = new Announcement(id, "안녕\n\"10\"", 1_000, 3);
    redis.set(key(ViewKeys.announcement("a")), new WireFormat().encodePart(told));

    // then
    Head head = new Head(3, 41);
    assertThat(view.news("a", 0)).isEqualTo(new NewsReading(head, told, List.of()));
    assertThat(view.news("b", 0)).isEqualTo(new NewsReading(head, null, List.of()));
  }

  @Test
  void drawsAreReadInTheOrderOfTheirNews() {
    // given
    Draw later = draw(7);
    Draw earlier = draw(4);

    // then
    assertThat(view.news("a", 0).draws()).containsExactly(earlier, later);
    assertThat(view.news("a", 4).draws()).containsExactly(later);
    assertThat(view.news("a", 7).draws()).isEmpty();
    assertThat(view.draw("a", later.drawId())).isEqualTo(new DrawReading(new Head(3, 41), later));
    assertThat(view.draw("b", later.drawId()).draw()).isNull();
  }

  private Draw draw(long number) {
    DrawPlan plan =
        new DrawPlan("상품", 1, DrawAmong.ACTIVE, Duration.ZERO, Duration.ZERO, Duration.ZERO, true);
    DrawStart start = new DrawStart(40, HashChain.GENESIS, 2, HashChain.hashOf(null));
    Draw draw =
        new Draw(
            UUID.randomUUID(),
            "a",
            plan,
            DrawPhase.REVEALED,
            1_000,
            2_000,
            HashChain.hashOf(null),
            HashChain.GENESIS,
            start,
            List.of(new DrawWinner(id, 9, UserMarks.of("a", "u"))),
            12,
            number);
    redis.set(key(ViewKeys.draw("a", draw.drawId())), new WireFormat().encodePart(draw));
    redis.zadd(key(ViewKeys.draws("a")), number, draw.drawId().toString());
    return draw;
  }

  @Test
  void aProvisionalIdReadsAsTheLiveSession() {
    // given
    redis.hset(
        key(ViewKeys.session(id)),
        Map.of("room", "a", "state", "ACTIVE", "admittedAt", "1", "expiresAt", "2"));
    redis.set(key(ViewKeys.alias(provisional)), id.toString());

    // when
    SessionReading byProvisional = view.session(provisional, provisional);
    SessionReading byLive = view.session(id, provisional);
    SessionReading byOther = view.session(id, UUID.randomUUID());

    // then
    assertThat(byProvisional.session()).isNotNull().extracting(SessionRecord::id).isEqualTo(id);
    assertThat(byLive.isAskersOwn()).isTrue();
    assertThat(byOther.isAskersOwn()).isFalse();
  }

  @Test
  void whatIsNotThereIsNull() {
    // when
    SessionReading session = view.session(id, id);
    QueryReading query = view.query(queryId, id);

    // then
    assertThat(session.session()).isNull();
    assertThat(query.query()).isNull();
    assertThat(query.pending()).isNull();
    assertThat(view.room("a")).isEmpty();
    assertThat(view.rooms()).isEmpty();
    assertThat(view.liveSession("a", "u")).isEmpty();
  }

  @Test
  void aQueuedQueryHasItsPlaceInTheQueueAndAnAssignedOneHasNone() {
    // given
    redis.hset(
        key(ViewKeys.query(queryId)),
        Map.of(
            "sessionId", provisional.toString(),
            "pool", "p",
            "state", "QUEUED",
            "attempt", "0",
            "submittedAt", "5"));
    redis.set(key(ViewKeys.alias(provisional)), id.toString());
    redis.zadd(key(ViewKeys.queue("p")), 1, "another");
    redis.zadd(key(ViewKeys.queue("p")), 2, queryId.toString());

    // when
    QueryRecord queued = view.query(queryId, id).query();
    redis.zrem(key(ViewKeys.queue("p")), queryId.toString());
    QueryRecord assigned = view.query(queryId, id).query();

    // then
    assertThat(queued).isNotNull().extracting(QueryRecord::position).isEqualTo(2L);
    assertThat(queued).isNotNull().extracting(QueryRecord::sessionId).isEqualTo(id);
    assertThat(assigned).isNotNull().extracting(QueryRecord::position).isEqualTo(0L);
  }

  @Test
  void aFinishedQueryKeepsItsResultAsItIs() {
    // given
    UUID repeated = UUID.randomUUID();
    redis.hset(
        key(ViewKeys.query(queryId)),
        Map.of(
            "sessionId", id.toString(),
            "pool", "p",
            "state", "SUCCEEDED",
            "attempt", "2",
            "result", "{\"n\":1.500}"));
    redis.set(key(ViewKeys.alias(repeated)), queryId.toString());

    // when
    QueryRecord query = view.query(repeated, id).query();

    // then
    assertThat(query).isNotNull().extracting(QueryRecord::id).isEqualTo(queryId);
    assertThat(query).isNotNull().extracting(QueryRecord::result).isEqualTo("{\"n\":1.500}");
    assertThat(query).isNotNull().extracting(QueryRecord::position).isNull();
    assertThat(query).isNotNull().extracting(QueryRecord::state).isEqualTo(QueryState.SUCCEEDED);
  }

  @Test
  void aNotedSubmissionIsFoundForTenMinutes() {
    // when
    view.notePending(queryId, id, 44);

    // then
    assertThat(view.query(queryId, id).pending()).isEqualTo(new QueryReading.Pending(id, 44));
    assertThat(redis.ttl(keys.pendingQuery(queryId))).isBetween(590L, 600L);
  }

  @Test
  void aRoomHasSettingsAndFigures() {
    // given
    RoomSettings settings = RoomSettings.defaults().withCapacity(3);
    redis.sadd(key(ViewKeys.rooms()), "a");
    redis.hset(
        key(ViewKeys.room("a")),
        Map.of(
            "settings", new WireFormat().encodePart(settings),
            "status", "DRAINING",
            "paused", "1",
            "active", "3",
            "waiting", "4",
            "serving", "5",
            "lastTicket", "9"));
    Lottery lottery = Lottery.promised(2_000, "5e".repeat(32));
    redis.hset(
        key(ViewKeys.room("a")),
        Map.of(
            "opensAt", "2000",
            "closesAt", "0",
            "lottery", new WireFormat().encodePart(lottery)));
    redis.hset(key(ViewKeys.users("a")), "u-1", id.toString());

    // when
    RoomRecord room = view.room("a").orElseThrow();

    // then
    assertThat(room.settings()).isEqualTo(settings);
    assertThat(room.status()).isEqualTo(RoomStatus.DRAINING);
    assertThat(room.paused()).isTrue();
    assertThat(room.waiting()).isEqualTo(4);
    assertThat(room.lastTicket()).isEqualTo(9);
    assertThat(room.opening()).isEqualTo(new RoomOpening(Instant.ofEpochMilli(2_000), null));
    assertThat(room.lottery()).isEqualTo(lottery);
    assertThat(view.rooms()).containsExactly("a");
    assertThat(view.liveSession("a", "u-1")).contains(id);
  }

  @Test
  void withoutAHeadThereIsNoView() {
    // given
    redis.del(keys.head());

    // then
    assertThatThrownBy(() -> view.session(id, id)).isInstanceOf(ViewAwayException.class);
    assertThatThrownBy(view::rooms).isInstanceOf(ViewAwayException.class);
    assertThatThrownBy(view::head).isInstanceOf(ViewAwayException.class);
  }

  @Test
  void aPublishedStampIsHeardAtOnceAndAMissedOneSoon() {
    // when
    redis.publish(keys.stamps(), "3:50:7");
    redis.publish(keys.stamps(), "nonsense");

    // then
    await().atMost(Duration.ofSeconds(2)).until(() -> stamps.current().offset() == 50);
    redis.hset(keys.head(), "offset", "60");
    follower.look();
    assertThat(stamps.current()).isEqualTo(new Head(3, 60));
    assertThat(follower.hasSeenView()).isTrue();
  }

  @Test
  void aRedisThatIsAwayFailsFastAndComesBackByItself() {
    // given
    servers.stop(Servers.Kind.REDIS);

    // when
    long begun = System.nanoTime();
    assertThatThrownBy(() -> view.session(id, id)).isInstanceOf(ViewAwayException.class);
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);
    servers.start(Servers.Kind.REDIS);

    // then
    assertThat(taken).isLessThan(Duration.ofMillis(1_500));
    await()
        .atMost(Duration.ofSeconds(10))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              redis.hset(keys.head(), Map.of("term", "3", "offset", "70", "generation", "7"));
              assertThat(view.head().offset()).isEqualTo(70);
            });
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              redis.publish(keys.stamps(), "3:71:7");
              return stamps.current().offset() >= 70;
            });
  }

  @Test
  void whoIsInARoomIsReadInTheOrderOfSeatsAndLineAndNoMoreThanIsAskedFor() {
    // given
    UUID second = UUID.randomUUID();
    UUID waiting = UUID.randomUUID();
    person(id, Map.of("userKey", "u", "ticket", "1", "admittedAt", "5", "expiresAt", "9"));
    person(second, Map.of("userKey", "<b>", "ticket", "2", "admittedAt", "6", "expiresAt", "9"));
    person(waiting, Map.of("userKey", "w", "ticket", "3"));
    redis.zadd(key(ViewKeys.active("a")), 6, second.toString());
    redis.zadd(key(ViewKeys.active("a")), 5, id.toString());
    redis.zadd(key(ViewKeys.line("a")), 3, waiting.toString());
    redis.zadd(key(ViewKeys.line("a")), 4, UUID.randomUUID().toString());

    // when
    Crowd crowd = view.crowd("a", 10, 1);

    // then
    assertThat(crowd.head()).isEqualTo(new Head(3, 41));
    assertThat(crowd.seats()).extracting(PersonRecord::sessionId).containsExactly(id, second);
    assertThat(crowd.seats()).extracting(PersonRecord::userKey).containsExactly("u", "<b>");
    assertThat(crowd.line())
        .containsExactly(
            new PersonRecord(waiting, "w", 3L, Instant.ofEpochMilli(1000), null, null));
    assertThat(view.crowd("a", 1, 0).seats()).hasSize(1);
    assertThat(view.crowd("none", 10, 10).seats()).isEmpty();
  }

  private void person(UUID session, Map<String, String> fields) {
    redis.hset(key(ViewKeys.session(session)), fields);
    redis.hset(key(ViewKeys.session(session)), "joinedAt", "1000");
  }

  @Test
  void aBusySlotNamesItsQueryAndWhoseItIs() {
    // given
    UUID forgotten = UUID.randomUUID();
    person(id, Map.of("userKey", "u"));
    redis.set(key(ViewKeys.alias(provisional)), id.toString());
    redis.hset(
        key(ViewKeys.query(queryId)),
        Map.of(
            "sessionId", provisional.toString(),
            "room", "a",
            "state", "RUNNING",
            "attempt", "2",
            "submittedAt", "5",
            "startedAt", "7"));
    redis.hset(
        key(ViewKeys.slots("p")), Map.of("12", forgotten.toString(), "3", queryId.toString()));
    redis.sadd(key(ViewKeys.pools()), "p");

    // when
    var slots = view.slots("p", 200);

    // then
    assertThat(slots)
        .containsExactly(
            new SlotRecord(
                3,
                queryId,
                id,
                "u",
                "a",
                QueryState.RUNNING,
                2,
                Instant.ofEpochMilli(5),
                Instant.ofEpochMilli(7)),
            new SlotRecord(12, forgotten, null, null, null, null, 0, null, null));
    assertThat(view.slots("p", 4)).hasSize(1);
    assertThat(view.slots("none", 200)).isEmpty();
    assertThat(view.pools()).containsExactly("p");
  }
}
