package dev.naru.admission.replay.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.naru.admission.replay.log.CannotReplayException;
import dev.naru.admission.state.RoomsState;
import dev.naru.model.AdmissionRate;
import dev.naru.model.EndReason;
import dev.naru.model.InvalidSettingException;
import dev.naru.model.PoolSettings;
import dev.naru.model.RoomSettings;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionsDrawn;
import dev.naru.model.event.SlotFreed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhatIfTest {
  private static final PoolSettings SLOTS = PoolSettings.defaults().withSlots(2, 1);

  private final List<Envelope> imagined = new ArrayList<>();

  private WhatIf.Comparison whatIf(SimulatedDay day, int from, SettingsChanges changes) {
    RoomsState state = from == 0 ? new RoomsState() : day.stateAt(from);
    WhatIf whatIf = new WhatIf(state, changes);
    day.events.stream().filter(it -> it.offset() >= from).forEach(whatIf::record);
    return whatIf.imagine(
        day.commands.subList(from, day.commands.size()).iterator(), done -> {}, imagined::add);
  }

  private static SettingsChanges changes(
      @Nullable Integer capacity,
      @Nullable Integer slots,
      @Nullable Duration ttl,
      @Nullable Duration idle,
      @Nullable Duration abandon,
      @Nullable AdmissionRate rate) {
    return new SettingsChanges(null, null, capacity, slots, ttl, idle, abandon, rate);
  }

  private static SimulatedDay day(long seed) {
    AdmissionRate rate = seed % 3 == 0 ? new AdmissionRate(3, Duration.ofSeconds(40)) : null;
    RoomSettings room = SimulatedDay.room(seed % 2 == 0 ? 20 : 25, rate);
    PoolSettings pool = seed % 4 == 0 ? PoolSettings.defaults().withSlots(2, 2) : SLOTS;
    return new SimulatedDay(seed, 1_000, room, pool).run(Duration.ofHours(2));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void withUnchangedSettingsItIsAsItWas(long seed) {
    // given
    SimulatedDay day = day(seed);

    // when
    var comparison = whatIf(day, 0, SettingsChanges.NONE);

    // then
    assertSame(story(day.events, 0), story(imagined, 0));
    assertThat(comparison.imagined().ended()).isEqualTo(comparison.recorded().ended());
    assertThat(comparison.recorded().ended().keySet())
        .contains(EndReason.LEFT, EndReason.EXPIRED, EndReason.ABANDONED);
    assertThat(comparison.recorded().queries().finished()).isGreaterThan(100);
    assertThat(comparison.imagined().maxActive()).isEqualTo(comparison.recorded().maxActive());
    assertThat(comparison.imagined().maxWaiting()).isEqualTo(comparison.recorded().maxWaiting());
    assertThat(comparison.imagined().queries().slotUse())
        .isCloseTo(comparison.recorded().queries().slotUse(), within(0.01));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anOrderThatWasDrawnIsDrawnAsItWas(long seed) {
    // given
    RoomSettings room = SimulatedDay.drawn(SimulatedDay.room(20, null));
    SimulatedDay day = new SimulatedDay(seed, 1_000, room, SLOTS).run(Duration.ofHours(2));
    long drawn = day.events.stream().filter(it -> it.event() instanceof SessionsDrawn).count();

    // when
    var comparison = whatIf(day, 0, SettingsChanges.NONE);

    // then
    assertThat(drawn).isPositive();
    assertSame(story(day.events, 0), story(imagined, 0));
    assertThat(comparison.imagined().ended()).isEqualTo(comparison.recorded().ended());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aSpanInTheMiddleWithUnchangedSettingsIsAsItWas(long seed) {
    // given
    SimulatedDay day = day(seed);
    int from = day.commands.size() / 2;

    // when
    var comparison = whatIf(day, from, SettingsChanges.NONE);

    // then
    assertSame(story(day.events, from), story(imagined, 0));
    assertThat(comparison.imagined().sessions()).isEqualTo(comparison.recorded().sessions());
  }

  /** What users would remember: order, ends and reasons. */
  private static List<Moment> story(List<Envelope> events, long from) {
    Set<Class<?>> told =
        Set.of(SessionAdmitted.class, SessionEnded.class, QueryFinished.class, SlotFreed.class);
    return events.stream()
        .filter(it -> it.offset() >= from && told.contains(it.event().getClass()))
        .map(it -> new Moment(words(it), it.clock()))
        .toList();
  }

  private static String words(Envelope envelope) {
    return switch (envelope.event()) {
      case SessionAdmitted it -> "admitted " + it.sessionId();
      case SessionEnded it -> it.reason() + " " + it.sessionId();
      case QueryFinished it -> it.outcome() + " " + it.queryId();
      case SlotFreed it -> "freed " + it.queryId();
      default -> "";
    };
  }

  private record Moment(String what, long at) {}

  private static void assertSame(List<Moment> recorded, List<Moment> again) {
    assertThat(again)
        .extracting(Moment::what)
        .isEqualTo(recorded.stream().map(Moment::what).toList());
    for (int i = 0; i < recorded.size(); i++) {
      assertThat(again.get(i).at()).isCloseTo(recorded.get(i).at(), within(1_000L));
    }
  }

  @Test
  void moreSeatsMeanShorterWaits() {
    // given
    SimulatedDay day = day(1);

    // when
    var comparison = whatIf(day, 0, changes(50, 4, null, null, null, null));

    // then
    var recorded = comparison.recorded();
    var more = comparison.imagined();
    assertThat(recorded.maxActive()).isEqualTo(25);
    assertThat(more.maxActive()).isBetween(26, 50);
    assertThat(more.waitSeconds().p95()).isLessThan(recorded.waitSeconds().p95());
    assertThat(more.maxWaiting()).isLessThan(recorded.maxWaiting());
    assertThat(more.admitted()).isGreaterThan(recorded.admitted());
    assertThat(more.queries().queueSeconds().p95())
        .isLessThan(recorded.queries().queueSeconds().p95());
    assertThat(more.queries().slotUse()).isLessThan(recorded.queries().slotUse());
  }

  @Test
  void fewerSeatsMeanLongerWaitsAndNeverMoreThanTheCapacity() {
    // given
    SimulatedDay day = day(1);

    // when
    var comparison = whatIf(day, 0, changes(10, null, null, null, null, null));

    // then
    assertThat(comparison.imagined().maxActive()).isEqualTo(10);
    assertThat(comparison.imagined().waitSeconds().p95())
        .isGreaterThan(comparison.recorded().waitSeconds().p95());
    assertThat(comparison.imagined().admitted()).isLessThan(comparison.recorded().admitted());
  }

  @Test
  void aCutInTheMiddleOfASpanAdmitsNobodyUntilThereIsRoom() {
    // given
    SimulatedDay day = day(1);

    // when
    var comparison = whatIf(day, day.commands.size() / 2, changes(3, null, null, null, null, null));

    // then they stay who were there, and the last to go is followed by three at most
    assertThat(comparison.imagined().maxActive()).isLessThanOrEqualTo(25);
    double[] active = comparison.imagined().series().active().values();
    assertThat(active[active.length - 1]).isLessThanOrEqualTo(3);
  }

  @Test
  void aShorterStayEndsMoreSessions() {
    // given
    SimulatedDay day = day(1);

    // when
    var comparison = whatIf(day, 0, changes(null, null, Duration.ofSeconds(60), null, null, null));

    // then
    assertThat(comparison.imagined().ended().get(EndReason.EXPIRED))
        .isGreaterThan(comparison.recorded().ended().get(EndReason.EXPIRED));
  }

  @Test
  void aLongerPatienceEndsTheSilentLater() {
    // given
    SimulatedDay day = day(1);

    // when
    var comparison = whatIf(day, 0, changes(null, null, null, null, Duration.ofHours(2), null));

    // then
    assertThat(comparison.recorded().ended()).containsKey(EndReason.ABANDONED);
    assertThat(comparison.imagined().ended()).doesNotContainKey(EndReason.ABANDONED);
  }

  @Test
  void anAdmissionRateHoldsTheLine() {
    // given
    SimulatedDay day = day(1);
    AdmissionRate rate = new AdmissionRate(1, Duration.ofMinutes(1));

    // when
    var comparison = whatIf(day, 0, changes(null, null, null, null, null, rate));

    // then
    assertThat(comparison.imagined().admitted()).isBetween(60L, 121L);
  }

  @ParameterizedTest
  @CsvSource({
    "cellar,,Expected room to be one of [lobby]",
    ",gpu,Expected pool to be one of [llm]"
  })
  void aNameThatIsNotInTheRecordIsRefused(String room, String pool, String message) {
    // given
    SimulatedDay day = day(1);
    var changes = new SettingsChanges(room, pool, 3, 3, null, null, null, null);

    // when / then
    assertThatThrownBy(() -> whatIf(day, 0, changes))
        .isInstanceOf(CannotReplayException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource({"0,", "-1,", "2000000,", ",0", ",-1", ",10001"})
  void settingsThatCannotBeAreRefused(Integer capacity, Integer slots) {
    // when / then
    assertThatThrownBy(() -> changes(capacity, slots, null, null, null, null))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("Expected '" + (slots == null ? "capacity" : "slots") + "' to be");
  }
}
