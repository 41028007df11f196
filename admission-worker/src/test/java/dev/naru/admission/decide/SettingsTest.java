package dev.naru.admission.decide;

import static dev.naru.admission.decide.TestLog.POOL;
import static dev.naru.admission.decide.TestLog.ROOM;
import static dev.naru.admission.decide.TestLog.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.admission.state.PoolView;
import dev.naru.admission.state.RoomView;
import dev.naru.model.PoolSettings;
import dev.naru.model.RefusalReason;
import dev.naru.model.RoomSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.ConfigureRoom;
import dev.naru.model.command.Tick;
import dev.naru.model.event.Event;
import dev.naru.model.event.PoolConfigured;
import dev.naru.model.event.RoomConfigured;
import dev.naru.model.event.TimePassed;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void aRoomNeedsItsPools() {
    // given
    TestLog log = new TestLog();
    var command = new ConfigureRoom(ROOM, RoomSettings.defaults(), SettingsSource.FILE);

    // when
    List<Event> before = log.when(command);
    log.pool(1, 1);
    List<Event> after = log.when(command);

    // then
    assertThat(refusal(before).reason()).isEqualTo(RefusalReason.UNKNOWN_POOL);
    assertThat(after)
        .containsExactly(new RoomConfigured(ROOM, RoomSettings.defaults(), SettingsSource.FILE));
  }

  @Test
  void anOperatorsSettingsDoNotHideTheFilesLast() {
    // given
    TestLog log = TestLog.withCapacity(5);

    // when
    log.when(
        new ConfigureRoom(ROOM, RoomSettings.defaults().withCapacity(7), SettingsSource.OPERATOR));
    List<Event> events =
        log.when(
            new ConfigurePool(
                POOL, PoolSettings.defaults().withSlots(4, 2), SettingsSource.OPERATOR));

    // then
    RoomView room = log.state().rooms().iterator().next();
    PoolView pool = log.state().pools().iterator().next();
    assertThat(room.settings().capacity()).isEqualTo(7);
    assertThat(room.fileSettings()).isEqualTo(RoomSettings.defaults().withCapacity(5));
    assertThat(pool.settings().slots()).isEqualTo(4);
    assertThat(pool.fileSettings()).isEqualTo(PoolSettings.defaults().withSlots(1, 1));
    assertThat(events).first().isInstanceOf(PoolConfigured.class);
  }

  @Test
  void anUnreadableRecordIsOneRefusal() {
    // given
    TestLog log = TestLog.withCapacity(1);

    // when
    List<Event> events = log.when(null);

    // then
    assertThat(refusal(events).reason()).isEqualTo(RefusalReason.UNREADABLE);
  }

  @Test
  void anIdleTickMovesTheClockAlone() {
    // given
    TestLog log = TestLog.withCapacity(1);
    log.passes(java.time.Duration.ofSeconds(1));

    // when
    List<Event> events = log.when(new Tick());

    // then
    assertThat(events).containsExactly(new TimePassed());
    assertThat(log.state().clock()).isEqualTo(log.now());
  }

  @Test
  void aLogTimeThatJumpsBackMovesNothingBack() {
    // given
    TestLog log = TestLog.withCapacity(1);
    log.tick();
    long clock = log.now();

    // when
    log.passes(java.time.Duration.ofHours(-5)).tick();

    // then
    assertThat(log.state().clock()).isEqualTo(clock);
  }
}
