package dev.naru.admission.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.admission.loop.CommandProcessor;
import dev.naru.admission.state.RoomsState;
import dev.naru.admission.state.RoomsView;
import dev.naru.model.LineOrder;
import dev.naru.model.OpeningHours;
import dev.naru.model.PoolSettings;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;
import dev.naru.model.ScheduleSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.Weekday;
import dev.naru.model.command.Command;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.ConfigureRoom;
import dev.naru.model.command.ScheduleRoom;
import dev.naru.model.command.Tick;
import dev.naru.model.wire.HashChain;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The keeper and the core on one log, by a clock that is set by hand. */
class ScheduleKeeperTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final RoomsState state = new RoomsState();
  private final CommandProcessor processor = new CommandProcessor(state, envelope -> {});
  private final List<ScheduleRoom> sent = new ArrayList<>();
  private final List<CompletableFuture<Long>> appended = new ArrayList<>();
  private final ScheduleKeeper keeper =
      new ScheduleKeeper(
          command -> {
            sent.add(command);
            appended.add(new CompletableFuture<>());
            return appended.getLast();
          });
  private Instant now = Instant.parse("2026-11-25T08:00:00Z"); // a Wednesday
  private long offset;

  private void process(Command command) {
    processor.process(command, offset++, now.toEpochMilli(), HashChain.GENESIS);
  }

  private void room(@Nullable ScheduleSettings schedule) {
    process(new ConfigurePool("default", PoolSettings.defaults(), SettingsSource.FILE));
    process(
        new ConfigureRoom(
            "default", RoomSettings.defaults().withSchedule(schedule), SettingsSource.FILE));
  }

  @SuppressWarnings("NullAway") // a component that is not given takes its default
  private static ScheduleSettings weekly(LineOrder order) {
    return new ScheduleSettings(
        null,
        null,
        HOUR,
        order,
        null,
        List.of(
            new OpeningHours(List.of(Weekday.values()), LocalTime.of(9, 0), LocalTime.of(18, 0))),
        "UTC",
        null);
  }

  /** A second later it looks, and what it sent then is in the log and decided. */
  private List<ScheduleRoom> look() {
    sent.clear();
    now = now.plusSeconds(1);
    keeper.look(state, now.toEpochMilli());
    for (int i = 0; i < sent.size(); i++) {
      appended.get(appended.size() - sent.size() + i).complete(offset);
      process(sent.get(i));
    }
    return List.copyOf(sent);
  }

  private RoomStatus status() {
    RoomsView view = state;
    return Objects.requireNonNull(view.room("default")).status();
  }

  @Test
  void aRoomWithoutAScheduleIsToldNothing() {
    // given
    room(null);

    // when, then
    assertThat(look()).isEmpty();
  }

  @Test
  void weeklyHoursAreToldOneOpeningAtATime() {
    // given
    room(weekly(LineOrder.FIFO));

    // when
    List<ScheduleRoom> first = look();
    List<ScheduleRoom> again = look();
    now = Instant.parse("2026-11-25T18:00:00Z");
    process(new Tick());
    RoomStatus over = status();
    List<ScheduleRoom> next = look();

    // then
    assertThat(first).containsExactly(opening("2026-11-25T09:00:00Z", "2026-11-25T18:00:00Z"));
    assertThat(again).isEmpty();
    assertThat(over).isEqualTo(RoomStatus.CLOSED);
    assertThat(next).containsExactly(opening("2026-11-26T09:00:00Z", "2026-11-26T18:00:00Z"));
  }

  private static ScheduleRoom opening(String opensAt, String closesAt) {
    return new ScheduleRoom(
        "default",
        Instant.parse(opensAt).toEpochMilli(),
        Instant.parse(closesAt).toEpochMilli(),
        null);
  }

  @Test
  void eachDrawingGetsASeedOfItsOwn() {
    // given
    room(weekly(LineOrder.LOTTERY));

    // when
    List<ScheduleRoom> first = look();
    now = Instant.parse("2026-11-25T09:00:00Z");
    process(new Tick());
    now = Instant.parse("2026-11-25T18:00:00Z");
    process(new Tick());
    List<ScheduleRoom> next = look();

    // then
    assertThat(first.getFirst().seed()).matches("[0-9a-f]{64}");
    assertThat(next.getFirst().seed())
        .matches("[0-9a-f]{64}")
        .isNotEqualTo(first.getFirst().seed());
  }

  @Test
  void anOpeningOfTheSettingsNeedsItsSeedOnly() {
    // given
    Instant opensAt = now.plus(HOUR);

    // when
    room(ScheduleSettings.once(opensAt, null, HOUR, LineOrder.FIFO));
    List<ScheduleRoom> fifo = look();
    room(ScheduleSettings.once(opensAt, null, HOUR, LineOrder.LOTTERY));
    List<ScheduleRoom> lottery = look();
    List<ScheduleRoom> again = look();

    // then
    assertThat(fifo).isEmpty();
    assertThat(lottery)
        .singleElement()
        .satisfies(
            command -> {
              assertThat(command.opensAt()).isEqualTo(opensAt.toEpochMilli());
              assertThat(command.closesAt()).isZero();
              assertThat(command.seed()).hasSize(64);
            });
    assertThat(again).isEmpty();
  }

  @Test
  void whileACommandIsOnItsWayNoOtherIsSent() {
    // given
    room(weekly(LineOrder.FIFO));

    // when
    keeper.look(state, now.toEpochMilli());
    keeper.look(state, now.plusSeconds(1).toEpochMilli());
    int underWay = sent.size();
    appended.getFirst().completeExceptionally(new IllegalStateException("the log is away"));
    keeper.look(state, now.plusSeconds(2).toEpochMilli());
    keeper.look(state, now.plusMillis(2_500).toEpochMilli());

    // then
    assertThat(underWay).isEqualTo(1);
    assertThat(sent).hasSize(2);
  }
}
