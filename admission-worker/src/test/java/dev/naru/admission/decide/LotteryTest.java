package dev.naru.admission.decide;

import static dev.naru.admission.decide.TestLog.ROOM;
import static dev.naru.admission.decide.TestLog.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.SessionView;
import dev.naru.model.LineOrder;
import dev.naru.model.Lottery;
import dev.naru.model.LotteryOrder;
import dev.naru.model.RoomStatus;
import dev.naru.model.ScheduleSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.command.ConfigureRoom;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.MoveSession;
import dev.naru.model.command.OpenRoom;
import dev.naru.model.command.ScheduleRoom;
import dev.naru.model.event.Event;
import dev.naru.model.event.LotteryDrawn;
import dev.naru.model.event.RoomOpened;
import dev.naru.model.event.RoomScheduled;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionsDrawn;
import dev.naru.model.wire.HashChain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LotteryTest {
  private static final String SEED = "0123456789abcdef".repeat(4);
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestLog log = TestLog.withCapacity(2);
  private final Instant opensAt = Instant.ofEpochMilli(log.now()).plus(HOUR);

  private RoomView room() {
    return Objects.requireNonNull(log.state().room(ROOM));
  }

  private Lottery lottery() {
    return Objects.requireNonNull(room().lottery());
  }

  private List<UUID> line() {
    return room().firstWaiting(Integer.MAX_VALUE).stream().map(SessionView::id).toList();
  }

  /** A room whose pre-queue has begun, and has so many in it. */
  private List<UUID> givenAPreQueueOf(int users) {
    ScheduleSettings schedule = ScheduleSettings.once(opensAt, null, HOUR, LineOrder.LOTTERY);
    log.when(
        new ConfigureRoom(ROOM, room().settings().withSchedule(schedule), SettingsSource.OPERATOR));
    return log.joinMany(users);
  }

  private List<Event> promise() {
    return log.when(new ScheduleRoom(ROOM, opensAt.toEpochMilli(), 0, SEED));
  }

  @Test
  void theOrderIsDrawnAtTheOpeningAndFollowsFromSeedAndLogAlone() {
    // given
    List<UUID> sessions = givenAPreQueueOf(2_500);
    promise();

    // when
    List<Event> opened = log.tickAtDeadline();
    UUID late = log.join("late");

    // then
    List<UUID> order = LotteryOrder.of(SEED, HashChain.GENESIS, sessions);
    assertThat(opened.subList(0, 2))
        .containsExactly(
            new RoomOpened(ROOM, opensAt.toEpochMilli()),
            new LotteryDrawn(ROOM, SEED, HashChain.GENESIS, 2_500, 2_501));
    List<UUID> drawn = new ArrayList<>();
    opened.forEach(
        event -> {
          if (event instanceof SessionsDrawn some) {
            assertThat(some.ahead()).isEqualTo(drawn.size());
            assertThat(some.firstTicket()).isEqualTo(2_501 + drawn.size());
            drawn.addAll(some.sessionIds());
          }
        });
    assertThat(drawn).isEqualTo(order).isNotEqualTo(sessions);
    assertThat(opened)
        .filteredOn(SessionAdmitted.class::isInstance)
        .extracting(event -> ((SessionAdmitted) event).ticket())
        .containsExactly(2_501L, 2_502L);
    List<UUID> expected = new ArrayList<>(order.subList(2, 2_500));
    expected.add(late);
    assertThat(line()).isEqualTo(expected);
    assertThat(log.session(late).ticket()).isEqualTo(5_001);
    assertThat(room().serving()).isEqualTo(2_502);
  }

  @Test
  void theHashIsThereBeforeAndTheSeedAfter() {
    // given
    givenAPreQueueOf(3);

    // when
    promise();
    Lottery before = lottery();
    boolean unordered = room().isUnordered();
    log.tickAtDeadline();
    Lottery after = lottery();

    // then
    assertThat(before).isEqualTo(Lottery.promised(opensAt.toEpochMilli(), SEED));
    assertThat(before.seed()).isNull();
    assertThat(unordered).isTrue();
    assertThat(room().isUnordered()).isFalse();
    assertThat(after)
        .isEqualTo(
            new Lottery(
                opensAt.toEpochMilli(),
                LotteryOrder.hashOf(SEED),
                SEED,
                HashChain.GENESIS,
                3,
                4L,
                log.now()));
  }

  @Test
  void whatIsNotPromisedIsNotDrawnSoTheOpeningWaitsForIt() {
    // given
    givenAPreQueueOf(3);

    // when
    log.passes(HOUR).tick();
    RoomStatus withoutSeed = room().status();
    List<Event> promised = promise();

    // then
    assertThat(withoutSeed).isEqualTo(RoomStatus.PRE_QUEUE);
    assertThat(promised.stream().map(event -> (Object) event.getClass()).toList())
        .startsWith(RoomScheduled.class, RoomOpened.class, LotteryDrawn.class);
    assertThat(room().active()).isEqualTo(2);
  }

  @Test
  void aPromiseIsMadeOnce() {
    // given
    givenAPreQueueOf(1);
    promise();

    // when
    var another =
        refusal(log.when(new ScheduleRoom(ROOM, opensAt.toEpochMilli(), 0, "ff".repeat(32))));

    // then
    assertThat(another.message()).endsWith("that is known already");
    assertThat(lottery().seedHash()).isEqualTo(LotteryOrder.hashOf(SEED));
  }

  @Test
  void anOperatorWhoOpensEarlyHasTheOrderDrawnToo() {
    // given
    List<UUID> sessions = givenAPreQueueOf(5);
    promise();

    // when
    log.when(new OpenRoom(ROOM));
    List<UUID> line = line();
    List<Event> atTheTime = log.passes(HOUR).tick();

    // then
    List<UUID> order = LotteryOrder.of(SEED, HashChain.GENESIS, sessions);
    assertThat(line).isEqualTo(order.subList(2, 5));
    assertThat(atTheTime).noneMatch(LotteryDrawn.class::isInstance);
  }

  @Test
  void whoHasLeftTakesNoPartAndNobodyIsMovedBefore() {
    // given
    List<UUID> sessions = givenAPreQueueOf(4);
    promise();

    // when
    var moved = refusal(log.when(new MoveSession(sessions.get(3), 1, "why")));
    log.when(new LeaveSession(sessions.getFirst()));
    log.tickAtDeadline();

    // then
    assertThat(moved.message()).endsWith("the order is drawn when the room opens");
    assertThat(lottery().participants()).isEqualTo(3);
    assertThat(room().waiting() + room().active()).isEqualTo(3);
  }

  @Test
  void whereNobodyCameThePromiseIsKeptAllTheSame() {
    // given
    givenAPreQueueOf(0);
    promise();

    // when
    log.tickAtDeadline();

    // then
    assertThat(lottery().seed()).isEqualTo(SEED);
    assertThat(lottery().participants()).isZero();
    assertThat(room().status()).isEqualTo(RoomStatus.OPEN);
  }
}
