package dev.naru.admission.decide;

import static dev.naru.admission.decide.TestLog.ROOM;
import static dev.naru.admission.decide.TestLog.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.admission.state.RoomView;
import dev.naru.model.Draw;
import dev.naru.model.DrawAmong;
import dev.naru.model.DrawPhase;
import dev.naru.model.DrawPlan;
import dev.naru.model.DrawWinner;
import dev.naru.model.RefusalReason;
import dev.naru.model.command.AdvanceDraw;
import dev.naru.model.command.CancelDraw;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.PrepareDraw;
import dev.naru.model.event.DrawCancelled;
import dev.naru.model.event.DrawFinished;
import dev.naru.model.event.DrawPrepared;
import dev.naru.model.event.DrawStarted;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.Event;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.WinnersDrawn;
import dev.naru.model.wire.HashChain;
import dev.naru.model.wire.WireFormat;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DrawTest {
  private static final String SEED = "0123456789abcdef".repeat(4);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final int MOST_RECORD_BYTES = 4 << 20;

  @Test
  void aDrawGoesThroughItsPhasesByItself() {
    // given
    TestLog log = TestLog.withCapacity(2);
    List<UUID> sessions = log.joinMany(3);
    UUID id = log.newId();
    DrawPlan plan =
        new DrawPlan(
            "a cup",
            1,
            DrawAmong.PRESENT,
            Duration.ofSeconds(3),
            Duration.ofSeconds(4),
            Duration.ofSeconds(5),
            false);
    long begun = log.now();

    // when
    List<Event> prepared = log.when(new PrepareDraw(id, ROOM, plan, SEED));
    List<Event> early = log.passes(Duration.ofMillis(2_999)).tick();
    List<Event> started = log.tickAtDeadline();
    List<Event> drawn = log.tickAtDeadline();
    List<Event> finished = log.tickAtDeadline();

    // then
    String hash = HashChain.hashOf(HexFormat.of().parseHex(SEED));
    assertThat(prepared)
        .containsExactly(new DrawPrepared(id, ROOM, plan, SEED, hash, begun + 3_000));
    assertThat(early).noneMatch(DrawStarted.class::isInstance);
    DrawStarted start = (DrawStarted) started.getFirst();
    assertThat(start.start().participants()).isEqualTo(3);
    assertThat(start.until()).isEqualTo(begun + 7_000);
    assertThat(start.winners()).hasSize(1);
    assertThat(sessions).contains(start.winners().getFirst().sessionId());
    assertThat(drawn)
        .containsExactly(
            new WinnersDrawn(id, ROOM, SEED, start.start(), start.winners(), begun + 12_000));
    assertThat(finished).containsExactly(new DrawFinished(id, ROOM));
    assertThat(draw(log, id).phase()).isEqualTo(DrawPhase.DONE);
    assertThat(room(log).active()).isEqualTo(2);
    assertThat(room(log).lastNews()).isEqualTo(4);
  }

  @Test
  void nobodyIsToldTheSeedOrTheWinnersBeforeTheReveal() {
    // given
    TestLog log = TestLog.withCapacity(2);
    log.joinMany(2);
    UUID id = prepare(log, plan(1, DrawAmong.PRESENT, false));

    // when
    Draw standby = draw(log, id).shown();
    advance(log, id, DrawPhase.STANDBY);
    Draw started = draw(log, id).shown();
    advance(log, id, DrawPhase.STARTED);
    Draw revealed = draw(log, id).shown();

    // then
    assertThat(standby.seed()).isNull();
    assertThat(standby.start()).isNull();
    assertThat(started.seed()).isNull();
    assertThat(started.winners()).isEmpty();
    assertThat(Objects.requireNonNull(started.start()).participants()).isEqualTo(2);
    assertThat(draw(log, id).winners()).hasSize(1);
    assertThat(revealed.seed()).isEqualTo(SEED);
    assertThat(revealed.winners()).hasSize(1);
  }

  @Test
  void anOperatorTakesItFurtherButNeverSkipsAPhase() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID id = prepare(log, plan(1, DrawAmong.PRESENT, false));

    // when
    List<Event> started = advance(log, id, DrawPhase.STANDBY);
    List<Event> again = advance(log, id, DrawPhase.STANDBY);
    List<Event> drawn = advance(log, id, DrawPhase.STARTED);
    List<Event> finished = advance(log, id, DrawPhase.REVEALED);
    List<Event> over = advance(log, id, DrawPhase.DONE);

    // then
    assertThat(started).hasSize(1).first().isInstanceOf(DrawStarted.class);
    assertThat(refusal(again).reason()).isEqualTo(RefusalReason.NOT_DUE);
    assertThat(refusal(again).message())
        .isEqualTo("Expected to change a draw, but it is STARTED in room 'default'");
    assertThat(drawn).hasSize(1).first().isInstanceOf(WinnersDrawn.class);
    assertThat(finished).containsExactly(new DrawFinished(id, ROOM));
    assertThat(refusal(over).reason()).isEqualTo(RefusalReason.NOT_DUE);
  }

  @Test
  void aDrawIsCancelledUntilItsWinnersAreTold() {
    // given
    TestLog log = TestLog.withCapacity(1);
    log.join("kim");
    UUID started = prepare(log, plan(1, DrawAmong.PRESENT, false));
    advance(log, started, DrawPhase.STANDBY);
    UUID told = prepare(log, plan(1, DrawAmong.PRESENT, false));

    // when
    boolean wonMeanwhile = room(log).hasWon("kim");
    List<Event> cancelled = log.when(new CancelDraw(started, ROOM));
    List<Event> again = log.when(new CancelDraw(started, ROOM));
    boolean wonAfterwards = room(log).hasWon("kim");
    advance(log, told, DrawPhase.STANDBY);
    advance(log, told, DrawPhase.STARTED);
    List<Event> late = log.when(new CancelDraw(told, ROOM));

    // then
    assertThat(wonMeanwhile).isTrue();
    assertThat(cancelled).containsExactly(new DrawCancelled(started, ROOM));
    assertThat(wonAfterwards).isFalse();
    assertThat(draw(log, started).shown().seed())
        .as("so that all can see who would have won")
        .isEqualTo(SEED);
    assertThat(draw(log, started).winners()).isEmpty();
    assertThat(refusal(again).reason()).isEqualTo(RefusalReason.NOT_DUE);
    assertThat(refusal(late).reason()).isEqualTo(RefusalReason.NOT_DUE);
    assertThat(room(log).hasWon("kim")).isTrue();
    assertThat(log.passes(LONG).tick()).noneMatch(DrawStarted.class::isInstance);
  }

  @Test
  void theNamesOfThoseGoInWhoAreMeant() {
    // given
    TestLog log = TestLog.withCapacity(2);
    List<UUID> sessions = log.joinMany(5);

    // then
    assertThat(winners(log, plan(9, DrawAmong.ACTIVE, true)))
        .containsExactlyInAnyOrderElementsOf(sessions.subList(0, 2));
    assertThat(winners(log, plan(9, DrawAmong.WAITING, true)))
        .containsExactlyInAnyOrderElementsOf(sessions.subList(2, 5));
    assertThat(winners(log, plan(9, DrawAmong.PRESENT, true)))
        .as("fewer than could win: all do")
        .containsExactlyInAnyOrderElementsOf(sessions);
  }

  @Test
  void nobodyWinsTwiceUnlessTheDrawSaysSo() {
    // given
    TestLog log = TestLog.withCapacity(3);
    log.joinMany(9);
    Set<UUID> all = new HashSet<>();

    // when
    for (int i = 0; i < 3; i++) {
      all.addAll(winners(log, plan(3, DrawAmong.PRESENT, false)));
    }
    List<UUID> noneIsLeft = winners(log, plan(3, DrawAmong.PRESENT, false));
    List<UUID> repeated = winners(log, plan(3, DrawAmong.PRESENT, true));

    // then
    assertThat(all).hasSize(9);
    assertThat(noneIsLeft).isEmpty();
    assertThat(repeated).hasSize(3);
  }

  @Test
  void whoeverWonAndCameBackHasWonAllTheSame() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID first = log.join("kim");
    winners(log, plan(1, DrawAmong.PRESENT, false));
    log.when(new LeaveSession(first));
    log.join("kim");

    // then
    assertThat(winners(log, plan(1, DrawAmong.PRESENT, false))).isEmpty();
  }

  @Test
  void twoDrawsUnderWayShareNoWinner() {
    // given
    TestLog log = TestLog.withCapacity(4);
    log.joinMany(4);
    UUID one = prepare(log, plan(2, DrawAmong.PRESENT, false));
    UUID other = prepare(log, plan(2, DrawAmong.PRESENT, false));

    // when
    List<Event> first = log.tickAtDeadline();
    List<Event> second = log.tickAtDeadline();

    // then
    assertThat(first).as("one start for a command").hasSize(1);
    assertThat(second).hasSize(1);
    Set<DrawWinner> all = new HashSet<>(draw(log, one).winners());
    all.addAll(draw(log, other).winners());
    assertThat(all).hasSize(4);
  }

  @Test
  void whoseStayEndsAtThatMomentTakesNoPart() {
    // given
    TestLog log = TestLog.withCapacity(1);
    log.join("kim");
    UUID next = log.join("lee");
    Duration stay = room(log).settings().sessionTtl();
    UUID id = prepare(log, plan(9, DrawAmong.PRESENT, false));

    // when
    List<Event> events = log.passes(stay.plus(LONG)).tick();

    // then
    assertThat(events).first().isInstanceOf(SessionEnded.class);
    assertThat(events).anyMatch(DrawStarted.class::isInstance);
    assertThat(draw(log, id).winners()).extracting(DrawWinner::sessionId).containsExactly(next);
  }

  @Test
  void whatCannotBeIsRefused() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID known = log.newId();
    DrawPlan plan = plan(1, DrawAmong.PRESENT, false);
    log.when(new PrepareDraw(known, ROOM, plan, SEED));
    for (int i = 1; i < 10; i++) {
      prepare(log, plan);
    }

    // when
    List<Event> again = log.when(new PrepareDraw(known, ROOM, plan, SEED));
    List<Event> eleventh = log.when(new PrepareDraw(log.newId(), ROOM, plan, SEED));
    List<Event> nowhere = log.when(new PrepareDraw(log.newId(), "nowhere", plan, SEED));
    List<Event> unknown = log.when(new CancelDraw(log.newId(), ROOM));
    List<Event> elsewhere = log.when(new AdvanceDraw(known, "nowhere", DrawPhase.STANDBY));

    // then
    assertThat(refusal(again).reason()).isEqualTo(RefusalReason.ID_TAKEN);
    assertThat(refusal(eleventh).reason()).isEqualTo(RefusalReason.ROOM_DRAWS_FULL);
    assertThat(refusal(eleventh).message())
        .isEqualTo(
            "Expected fewer than 10 draws to be under way, but there are so many in room 'default'");
    assertThat(refusal(nowhere).reason()).isEqualTo(RefusalReason.UNKNOWN_ROOM);
    assertThat(refusal(unknown).reason()).isEqualTo(RefusalReason.UNKNOWN_DRAW);
    assertThat(refusal(elsewhere).reason()).isEqualTo(RefusalReason.UNKNOWN_ROOM);
  }

  @Test
  void theLastFiftyAreRememberedAndThoseUnderWayInAnyCase() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID open = prepare(log, plan(1, DrawAmong.PRESENT, false));
    @Nullable UUID first = null;

    // when
    for (int i = 0; i < 60; i++) {
      UUID id = prepare(log, plan(1, DrawAmong.PRESENT, false));
      first = first == null ? id : first;
      log.when(new CancelDraw(id, ROOM));
    }

    // then
    assertThat(room(log).draws()).hasSize(50).first().extracting(Draw::drawId).isEqualTo(open);
    assertThat(room(log).draw(Objects.requireNonNull(first))).isNull();
  }

  @Test
  void aPlanHasItsBounds() {
    // given
    Duration usual = Duration.ofSeconds(3);

    // then
    assertThat(of("a cup", null, null)).isEqualTo(plan("a cup", 1, usual));
    for (int wrong : List.of(0, -1, 1_001)) {
      assertThatThrownBy(() -> plan("a cup", wrong, usual))
          .hasMessage("Expected 'winners' to be a whole number from 1 to 1000, but it is " + wrong);
    }
    for (String wrong : List.of("", " ", "x".repeat(201), "a\nb", "\ud800")) {
      assertThatThrownBy(() -> plan(wrong, 1, usual)).hasMessageStartingWith("Expected 'prize'");
    }
    for (Duration wrong : List.of(Duration.ofMillis(-1), Duration.ofMinutes(61))) {
      assertThatThrownBy(() -> plan("a cup", 1, wrong)).hasMessageStartingWith("Expected '");
    }
    assertThatThrownBy(() -> new PrepareDraw(new UUID(0, 1), ROOM, of("a", null, null), "abc"))
        .hasMessage("Expected 'seed' to be 64 hex digits, but it is 3 characters");
  }

  @Test
  void aHundredThousandTakePartAndAThousandWin() {
    // given
    TestLog log = TestLog.withCapacity(10);
    log.joinMany(100_000);
    UUID id = prepare(log, plan(1_000, DrawAmong.PRESENT, false));

    // when
    List<Event> started = advance(log, id, DrawPhase.STANDBY);
    List<Event> drawn = advance(log, id, DrawPhase.STARTED);

    // then
    assertThat(Objects.requireNonNull(draw(log, id).start()).participants()).isEqualTo(100_000);
    assertThat(draw(log, id).winners()).hasSize(1_000).doesNotHaveDuplicates();
    for (Event event : List.of(started.getFirst(), drawn.getFirst())) {
      Envelope envelope = new Envelope(0, 0, 0, HashChain.GENESIS, event);
      assertThat(new WireFormat().encode(envelope)).hasSizeLessThan(MOST_RECORD_BYTES / 10);
    }
  }

  private static DrawPlan plan(int winners, DrawAmong among, boolean repeat) {
    return new DrawPlan("a cup", winners, among, LONG, LONG, LONG, repeat);
  }

  private static DrawPlan plan(String prize, int winners, Duration phase) {
    return new DrawPlan(prize, winners, DrawAmong.PRESENT, phase, phase, phase, false);
  }

  @SuppressWarnings("NullAway") // a component that is not given takes its default
  private static DrawPlan of(String prize, @Nullable Integer winners, @Nullable Duration phase) {
    return new DrawPlan(prize, winners, null, phase, phase, phase, null);
  }

  private static UUID prepare(TestLog log, DrawPlan plan) {
    UUID id = log.newId();
    assertThat(log.when(new PrepareDraw(id, ROOM, plan, SEED)))
        .hasSize(1)
        .first()
        .isInstanceOf(DrawPrepared.class);
    return id;
  }

  private static List<Event> advance(TestLog log, UUID id, DrawPhase from) {
    return log.when(new AdvanceDraw(id, ROOM, from));
  }

  /** Draws from the beginning to the end; returns who won. */
  private static List<UUID> winners(TestLog log, DrawPlan plan) {
    UUID id = prepare(log, plan);
    advance(log, id, DrawPhase.STANDBY);
    advance(log, id, DrawPhase.STARTED);
    advance(log, id, DrawPhase.REVEALED);
    return draw(log, id).winners().stream().map(DrawWinner::sessionId).toList();
  }

  private static RoomView room(TestLog log) {
    return Objects.requireNonNull(log.state().room(ROOM));
  }

  private static Draw draw(TestLog log, UUID id) {
    return Objects.requireNonNull(room(log).draw(id));
  }
}
