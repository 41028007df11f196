package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.EventReader;
import dev.naru.ingress.EventReader.Pushed;
import dev.naru.ingress.audit.AuditEntry;
import dev.naru.ingress.follow.Signals;
import dev.naru.ingress.news.RoomNews;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.Announcement;
import dev.naru.model.Draw;
import dev.naru.model.DrawAmong;
import dev.naru.model.DrawPhase;
import dev.naru.model.DrawPlan;
import dev.naru.model.DrawStart;
import dev.naru.model.DrawWinner;
import dev.naru.model.RoomSettings;
import dev.naru.model.SessionState;
import dev.naru.model.UserMarks;
import dev.naru.model.command.AdvanceDraw;
import dev.naru.model.command.CancelDraw;
import dev.naru.model.command.Command;
import dev.naru.model.command.PrepareDraw;
import dev.naru.model.wire.HashChain;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
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

/** Draws, by operators and before everybody; over real HTTP, in front of ports in memory. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class DrawsTest {
  private static final String DRAWS = "/admin/v1/rooms/lobby/draws";
  private static final String SEED = "0123456789abcdef".repeat(4);
  private static final String HASH = HashChain.hashOf(HexFormat.of().parseHex(SEED));
  private static final long AT = 1_764_068_400_000L;

  private final AtomicLong offsets = new AtomicLong(100);
  private final AtomicLong numbers = new AtomicLong();
  private HttpDoor door;
  private SessionRecord session;

  @BeforeAll
  void open(@TempDir Path folder) {
    door = new HttpDoor(folder);
  }

  @AfterAll
  void close() {
    door.context.getBean(Signals.class).close();
    door.close();
  }

  @BeforeEach
  void nothingIsDrawnYet() {
    door.log.away = false;
    door.log.commands.clear();
    door.log.decider = (command, offset) -> {};
    door.audit.entries.clear();
    door.audit.away = false;
    door.view.away(false);
    door.view.room("lobby", RoomSettings.defaults());
    door.view.forgetDraws();
    door.context.getBean(RoomNews.class).missed();
    session = door.session(SessionState.ACTIVE);
  }

  /** A draw in the phase, with as many winners as given. */
  private Draw draw(UUID id, DrawPhase phase, UUID... winners) {
    Duration second = Duration.ofSeconds(1);
    DrawPlan plan = new DrawPlan("a cup", 2, DrawAmong.PRESENT, second, second, second, false);
    List<DrawWinner> drawn = new ArrayList<>();
    for (UUID winner : winners) {
      drawn.add(new DrawWinner(winner, 7 + drawn.size(), UserMarks.of("lobby", "u")));
    }
    DrawStart start =
        phase == DrawPhase.STANDBY ? null : new DrawStart(41, HashChain.GENESIS, 300, HASH);
    long number = numbers.incrementAndGet();
    return new Draw(
        id, "lobby", plan, phase, AT, AT + 1_000, HASH, SEED, start, drawn, number, number);
  }

  /** What an admission worker does: the view, its stamp, and the event. */
  private void shows(Draw draw) {
    long offset = offsets.incrementAndGet();
    door.view.draw(draw);
    door.shown(offset);
    door.context.getBean(RoomNews.class).changed("lobby", offset);
  }

  private EventReader follow(SessionRecord whose, @Nullable String last) throws Exception {
    List<String> headers = new ArrayList<>(List.of(door.tokenOf(whose.id(), 0)));
    headers.addAll(last == null ? List.of() : List.of("Last-Event-ID", last));
    String path = "/v1/sessions/" + whose.id() + "/events";
    return EventReader.open(door.port, path, headers.toArray(String[]::new));
  }

  private EventReader follow() throws Exception {
    EventReader reader = follow(session, null);
    assertThat(reader.next().brief()).isEqualTo("session ACTIVE");
    return reader;
  }

  private Answer send(String method, String path, @Nullable String content, String... more) {
    String[] headers = new String[more.length + 2];
    System.arraycopy(HttpDoor.OPERATOR, 0, headers, 0, 2);
    System.arraycopy(more, 0, headers, 2, more.length);
    return door.caller.send(method, path, content, headers);
  }

  private static String advance(UUID draw) {
    return DRAWS + "/" + draw + "/advance";
  }

  private static String cancel(UUID draw) {
    return DRAWS + "/" + draw + "/cancel";
  }

  @Test
  void aDrawIsLoggedWithASeedThatNobodyIsToldAndWithItsHash() {
    // when
    Answer usual = send("POST", DRAWS, "{\"prize\":\"상품권\"}");
    Answer own =
        send(
            "POST",
            DRAWS,
            "{\"prize\":\"a cup\",\"winners\":3,\"among\":\"WAITING\",\"standbySeconds\":0,\"animationSeconds\":10,\"doneSeconds\":3600,\"repeatWinners\":true,\"reason\":\"fun\"}");

    // then
    assertThat(usual.status()).isEqualTo(202);
    assertThat(usual.json().propertyNames())
        .containsExactly(
            "drawId",
            "room",
            "prize",
            "winners",
            "among",
            "phase",
            "seedHash",
            "seed",
            "participants",
            "winnerTickets",
            "won",
            "at");
    PrepareDraw first = (PrepareDraw) door.log.commands.getFirst();
    PrepareDraw second = (PrepareDraw) door.log.commands.getLast();
    assertThat(usual.text("seedHash"))
        .isEqualTo(HashChain.hashOf(HexFormat.of().parseHex(first.seed())));
    assertThat(usual.text("drawId")).isEqualTo(first.drawId().toString());
    assertThat(usual.text("phase")).isEqualTo("STANDBY");
    assertThat(usual.text("at")).isEqualTo("2025-11-25T11:00:00Z");
    assertThat(usual.json().path("seed").isNull()).isTrue();
    Duration usually = Duration.ofSeconds(3);
    assertThat(first.plan())
        .isEqualTo(new DrawPlan("상품권", 1, DrawAmong.PRESENT, usually, usually, usually, false));
    assertThat(second.plan())
        .isEqualTo(
            new DrawPlan(
                "a cup",
                3,
                DrawAmong.WAITING,
                Duration.ZERO,
                Duration.ofSeconds(10),
                Duration.ofHours(1),
                true));
    assertThat(own.text("among")).isEqualTo("WAITING");
    assertThat(first.seed()).isNotEqualTo(second.seed());
    assertThat(door.audit.entries)
        .extracting(AuditEntry::action, AuditEntry::target, AuditEntry::reason)
        .containsExactly(
            tuple("draw.prepare", "rooms/lobby/draws/" + first.drawId(), null),
            tuple("draw.prepare", "rooms/lobby/draws/" + second.drawId(), "fun"));
    assertThat(door.audit.entries.toString()).doesNotContain(first.seed(), second.seed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"prize\":\"\"}",
        "{\"prize\":\"a\\nb\"}",
        "{\"prize\":5}",
        "{\"prize\":\"a\",\"winners\":0}",
        "{\"prize\":\"a\",\"winners\":1001}",
        "{\"prize\":\"a\",\"winners\":\"1\"}",
        "{\"prize\":\"a\",\"among\":\"ALL\"}",
        "{\"prize\":\"a\",\"standbySeconds\":-1}",
        "{\"prize\":\"a\",\"doneSeconds\":3601}",
        "{\"prize\":\"a\",\"repeatWinners\":\"no\"}",
        "{\"prize\":\"a\",\"seed\":\"00\"}"
      })
  void whatIsNoDrawIsMalformed(String content) {
    // when
    Answer refused = send("POST", DRAWS, content);

    // then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("detail")).startsWith("Expected");
    assertThat(door.log.commands).isEmpty();
    assertThat(door.audit.entries).isEmpty();
  }

  @Test
  void whatIsUnknownOrAwayIsSaidToBe() {
    // given
    String order = "{\"prize\":\"a cup\"}";
    UUID id = UUID.randomUUID();

    // then
    assertThat(send("POST", "/admin/v1/rooms/no/draws", order).status()).isEqualTo(404);
    assertThat(send("GET", "/admin/v1/rooms/no/draws", null).status()).isEqualTo(404);
    assertThat(send("POST", advance(id), null).problem()).isEqualTo("no-such-draw");
    assertThat(send("POST", cancel(id), null).problem()).isEqualTo("no-such-draw");
    assertThat(send("GET", "/v1/rooms/lobby/draws/" + id, null).problem())
        .isEqualTo("no-such-draw");
    assertThat(send("GET", "/v1/rooms/lobby/draws/x", null).status()).isEqualTo(404);
    assertThat(door.caller.send("POST", DRAWS, order).status()).isEqualTo(401);
    door.log.away = true;
    assertThat(send("POST", DRAWS, order).problem()).isEqualTo("not-confirmed");
    door.view.away(true);
    assertThat(send("POST", DRAWS, order).problem()).isEqualTo("view-away");
    assertThat(send("GET", "/v1/rooms/lobby/draws/" + id, null).status()).isEqualTo(503);
  }

  @Test
  void tenAreUnderWayAtMost() {
    // given
    for (int i = 0; i < 10; i++) {
      shows(draw(UUID.randomUUID(), DrawPhase.STANDBY));
    }

    // when
    Answer refused = send("POST", DRAWS, "{\"prize\":\"a cup\"}");

    // then
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("room-draws-full");
    assertThat(door.log.commands).isEmpty();
  }

  @Test
  void aDecidedDrawIsShownAsItStandsAndARefusedOneIsRefused() {
    // given
    door.log.decider =
        (command, offset) -> {
          door.view.draw(draw(((PrepareDraw) command).drawId(), DrawPhase.STARTED));
          door.shown(offset);
        };

    // when
    Answer decided = send("POST", DRAWS, "{\"prize\":\"a cup\"}", "Prefer", "wait=5");
    door.log.decider = (command, offset) -> door.shown(offset);
    Answer refused = send("POST", DRAWS, "{\"prize\":\"a cup\"}", "Prefer", "wait=5");

    // then
    assertThat(decided.status()).isEqualTo(200);
    assertThat(decided.text("phase")).isEqualTo("STARTED");
    assertThat(decided.json().path("participants").asInt()).isEqualTo(300);
    assertThat(refused.status()).isEqualTo(409);
  }

  @Test
  void anOperatorTakesADrawFurtherOnceForEachPhase() {
    // given
    UUID id = UUID.randomUUID();
    shows(draw(id, DrawPhase.STANDBY));
    door.log.decider = this::follows;

    // when
    Answer started = send("POST", advance(id), "{\"reason\":\"go\"}", "Prefer", "wait=5");
    Answer again = send("POST", advance(id), "{\"from\":\"STANDBY\"}", "Prefer", "wait=5");
    Answer early = send("POST", advance(id), "{\"from\":\"REVEALED\"}");
    Answer wrong = send("POST", advance(id), "{\"from\":\"SOON\"}");

    // then
    assertThat(started.status()).isEqualTo(200);
    assertThat(started.text("phase")).isEqualTo("STARTED");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("phase")).isEqualTo("STARTED");
    assertThat(early.status()).isEqualTo(409);
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(door.log.commands).containsExactly(new AdvanceDraw(id, "lobby", DrawPhase.STANDBY));
    assertThat(door.audit.entries)
        .extracting(AuditEntry::action, AuditEntry::before, AuditEntry::after)
        .containsExactly(
            tuple("draw.advance", "{\"phase\":\"STANDBY\"}", "{\"phase\":\"STARTED\"}"));
  }

  private void follows(Command command, long offset) {
    if (command instanceof AdvanceDraw advance) {
      door.view.draw(draw(advance.drawId(), DrawPhase.STARTED));
    } else if (command instanceof CancelDraw cancel) {
      door.view.draw(draw(cancel.drawId(), DrawPhase.CANCELLED));
    }
    door.shown(offset);
  }

  @Test
  void aDrawIsCancelledOnceAndNotAfterItsWinnersWereTold() {
    // given
    UUID id = UUID.randomUUID();
    shows(draw(id, DrawPhase.STARTED));
    UUID told = UUID.randomUUID();
    shows(draw(told, DrawPhase.REVEALED));
    door.log.decider = this::follows;

    // when
    Answer cancelled = send("POST", cancel(id), null, "Prefer", "wait=5");
    Answer again = send("POST", cancel(id), null);
    Answer late = send("POST", cancel(told), null);
    Answer over = send("POST", advance(id), null);

    // then
    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.text("phase")).isEqualTo("CANCELLED");
    assertThat(cancelled.text("seed")).isEqualTo(SEED);
    assertThat(cancelled.json().path("winnerTickets").isNull()).isTrue();
    assertThat(again.status()).isEqualTo(200);
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.problem()).isEqualTo("draw-not-in-phase");
    assertThat(over.status()).isEqualTo(409);
    assertThat(door.log.commands).containsExactly(new CancelDraw(id, "lobby"));
  }

  @Test
  void aCancellationThatComesTooLateIsRefused() {
    // given
    UUID id = UUID.randomUUID();
    shows(draw(id, DrawPhase.STARTED));
    door.log.decider =
        (command, offset) -> {
          door.view.draw(draw(id, DrawPhase.REVEALED));
          door.shown(offset);
        };

    // then
    assertThat(send("POST", cancel(id), null, "Prefer", "wait=5").status()).isEqualTo(409);
  }

  @Test
  void theDrawsOfARoomAreListedNewestFirst() {
    // given
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      UUID id = UUID.randomUUID();
      ids.addFirst(id.toString());
      shows(draw(id, DrawPhase.DONE));
    }

    // when
    Answer first = send("GET", DRAWS + "?limit=2", null);
    Answer second = send("GET", DRAWS + "?limit=2&after=" + first.text("next"), null);

    // then
    assertThat(first.json().at("/items/0/drawId").asString()).isEqualTo(ids.get(0));
    assertThat(first.json().at("/items/1/drawId").asString()).isEqualTo(ids.get(1));
    assertThat(second.json().at("/items/0/drawId").asString()).isEqualTo(ids.get(2));
    assertThat(second.json().path("next").isNull()).isTrue();
    assertThat(send("GET", DRAWS + "?after=x", null).status()).isEqualTo(400);
  }

  @Test
  void everybodyMaySeeADrawAndItsProof() {
    // given
    UUID id = UUID.randomUUID();
    String path = "/v1/rooms/lobby/draws/" + id;
    shows(draw(id, DrawPhase.STARTED, session.id()));
    Answer started = door.caller.send("GET", path, null);

    // when
    shows(draw(id, DrawPhase.REVEALED, session.id()));
    Answer told = door.caller.send("GET", path, null);

    // then
    assertThat(started.header("Cache-Control")).isEqualTo("public, max-age=1");
    assertThat(started.json().path("seed").isNull()).isTrue();
    assertThat(started.json().at("/proof/winners").isNull()).isTrue();
    assertThat(started.json().at("/proof/participantsHash").asString()).isEqualTo(HASH);
    assertThat(told.text("seed")).isEqualTo(SEED);
    assertThat(told.json().at("/winnerTickets/0").asInt()).isEqualTo(7);
    assertThat(told.json().path("won").isNull()).isTrue();
    assertThat(told.json().path("proof").propertyNames())
        .containsExactly(
            "partition", "offset", "chain", "participants", "participantsHash", "winners");
    assertThat(told.json().at("/proof/winners/0").propertyNames())
        .containsExactly("ticket", "sessionId");
    assertThat(told.json().at("/proof/winners/0/sessionId").asString())
        .isEqualTo(session.id().toString());
    assertThat(told.response().body()).doesNotContain(UserMarks.of("lobby", "u"));
  }

  @Test
  void everySessionIsToldEachPhaseAndWhetherItWon() throws Exception {
    // given
    UUID id = UUID.randomUUID();
    SessionRecord other = door.session(SessionState.WAITING);
    try (EventReader winner = follow();
        EventReader loser = follow(other, null)) {
      assertThat(loser.next().brief()).isEqualTo("session WAITING");

      for (DrawPhase phase :
          List.of(DrawPhase.STANDBY, DrawPhase.STARTED, DrawPhase.REVEALED, DrawPhase.DONE)) {
        // when
        shows(draw(id, phase, session.id()));
        Pushed won = winner.next();
        Pushed lost = loser.next();

        // then
        boolean revealed = phase.compareTo(DrawPhase.REVEALED) >= 0;
        assertThat(won.name()).isEqualTo("draw");
        assertThat(won.text("phase")).isEqualTo(phase.name());
        assertThat(lost.text("phase")).isEqualTo(phase.name());
        assertThat(won.json().path("won").isNull()).isEqualTo(!revealed);
        assertThat(won.json().path("won").asBoolean(false)).isEqualTo(revealed);
        assertThat(lost.json().path("won").asBoolean(false)).isFalse();
        assertThat(won.data().contains(SEED)).isEqualTo(revealed);
        assertThat(won.json().path("winnerTickets").isArray()).isEqualTo(revealed);
      }
    }
  }

  @Test
  void whoeverComesLaterIsToldThePresentPhaseOfWhatIsUnderWay() throws Exception {
    // given
    shows(draw(UUID.randomUUID(), DrawPhase.DONE));
    UUID id = UUID.randomUUID();
    shows(draw(id, DrawPhase.STANDBY));
    shows(draw(id, DrawPhase.STARTED));

    // when
    try (EventReader reader = follow()) {
      Pushed first = reader.next();
      shows(draw(id, DrawPhase.CANCELLED));

      // then
      assertThat(first.text("phase")).isEqualTo("STARTED");
      assertThat(first.text("drawId")).isEqualTo(id.toString());
      assertThat(reader.next().text("phase")).isEqualTo("CANCELLED");
    }
  }

  @Test
  void whoeverComesBackIsToldWhatWasMissedAndNothingTwice() throws Exception {
    // given
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    String last;
    try (EventReader reader = follow()) {
      shows(draw(first, DrawPhase.STANDBY));
      last = reader.next().id();
    }
    shows(draw(first, DrawPhase.STARTED));
    shows(draw(second, DrawPhase.STANDBY));
    shows(draw(first, DrawPhase.DONE, session.id()));

    // when
    try (EventReader reader = follow(session, last)) {
      Pushed one = reader.next();
      Pushed two = reader.next();
      try (EventReader again = follow(session, one.id())) {
        assertThat(again.next().id()).isEqualTo(two.id());
      }

      // then
      assertThat(one.text("drawId")).isEqualTo(second.toString());
      assertThat(two.text("drawId")).isEqualTo(first.toString());
      assertThat(two.text("phase")).isEqualTo("DONE");
      assertThat(two.json().path("won").asBoolean(false)).isTrue();
      last = two.id();
    }
    try (EventReader reader = follow(session, last)) {
      shows(draw(second, DrawPhase.STARTED));
      assertThat(reader.next().text("phase")).isEqualTo("STARTED");
    }
  }

  @Test
  void announcementsAndDrawsComeInTheirOrder() throws Exception {
    // given
    UUID before = UUID.randomUUID();
    UUID after = UUID.randomUUID();
    shows(draw(before, DrawPhase.STANDBY));
    door.view.announcement(
        "lobby",
        new Announcement(
            UUID.randomUUID(), "Look!", Instant.now().toEpochMilli(), numbers.incrementAndGet()));
    shows(draw(after, DrawPhase.STANDBY));

    // when
    try (EventReader reader = follow()) {
      // then
      assertThat(reader.next().text("drawId")).isEqualTo(before.toString());
      assertThat(reader.next().text("text")).isEqualTo("Look!");
      assertThat(reader.next().text("drawId")).isEqualTo(after.toString());
    }
    door.view.announcement(
        "lobby", new Announcement(UUID.randomUUID(), "", 0, numbers.incrementAndGet()));
  }
}
