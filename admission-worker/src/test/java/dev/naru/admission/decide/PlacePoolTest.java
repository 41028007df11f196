package dev.naru.admission.decide;

import static dev.naru.admission.decide.TestLog.POOL;
import static dev.naru.admission.decide.TestLog.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.model.InvalidSettingException;
import dev.naru.model.PoolSettings;
import dev.naru.model.RefusalReason;
import dev.naru.model.SettingsSource;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.PlacePool;
import dev.naru.model.event.Event;
import dev.naru.model.event.PoolConfigured;
import dev.naru.model.event.PoolPlaced;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacePoolTest {
  private final TestLog log = new TestLog();

  @Test
  void eachPoolGoesWhereThereAreFewest() {
    // when
    List<Event> a = place("a", 3);
    List<Event> b = place("b", 3);
    List<Event> c = place("c", 3);
    List<Event> d = place("d", 3);

    // then
    assertThat(a).containsExactly(new PoolPlaced("a", 0));
    assertThat(b).containsExactly(new PoolPlaced("b", 1));
    assertThat(c).containsExactly(new PoolPlaced("c", 2));
    assertThat(d).containsExactly(new PoolPlaced("d", 0));
  }

  @Test
  void poolsThatShareARoomLiveTogether() {
    // given
    place("a", 3);
    place("b", 3);

    // when
    List<Event> events = log.when(new PlacePool("c", List.of("unknown", "b"), 3));

    // then
    assertThat(events).containsExactly(new PoolPlaced("c", 1));
  }

  @Test
  void aPoolIsPlacedOnce() {
    // given
    place("a", 2);

    // when
    List<Event> events = place("a", 2);

    // then
    assertThat(refusal(events).reason()).isEqualTo(RefusalReason.NOT_DUE);
    assertThat(refusal(events).message())
        .isEqualTo("Expected pool 'a' to have no partition yet, but it lives on 0");
  }

  @Test
  void aPoolOfATimeWithOnePartitionStaysWhereItIs() {
    // given
    log.pool(1, 1);

    // when
    List<Event> old = place(POOL, 3);
    List<Event> added = place("new", 3);

    // then
    assertThat(refusal(old).reason()).isEqualTo(RefusalReason.NOT_DUE);
    assertThat(added).containsExactly(new PoolPlaced("new", 1));
  }

  @Test
  void anAddedPartitionTakesNewPoolsOnly() {
    // given
    place("a", 1);
    place("b", 1);

    // when
    List<Event> again = place("a", 2);
    List<Event> added = place("c", 2);

    // then
    assertThat(refusal(again).reason()).isEqualTo(RefusalReason.NOT_DUE);
    assertThat(added).containsExactly(new PoolPlaced("c", 1));
    assertThat(log.state().directory()).containsEntry("a", 0).containsEntry("b", 0);
  }

  @Test
  void theDirectoryConfiguresNoPoolThatItPlacedElsewhere() {
    // given
    place("a", 2);
    place("b", 2);

    // when
    List<Event> here = log.when(configure("a"));
    List<Event> elsewhere = log.when(configure("b"));

    // then
    assertThat(here).first().isInstanceOf(PoolConfigured.class);
    assertThat(refusal(elsewhere).message())
        .isEqualTo(
            "Expected pool 'b' to be configured on partition 1, where it was placed, but this is partition 0");
  }

  @Test
  void aNumberOfPartitionsThatCannotBeIsNotTaken() {
    assertThatThrownBy(() -> new PlacePool("a", List.of(), 0))
        .isInstanceOf(InvalidSettingException.class);
    assertThatThrownBy(() -> new PlacePool("a", List.of(), 1_000_000_000))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("1 to 1000");
  }

  private List<Event> place(String pool, int partitions) {
    return log.when(new PlacePool(pool, List.of(), partitions));
  }

  private static ConfigurePool configure(String pool) {
    return new ConfigurePool(pool, PoolSettings.defaults(), SettingsSource.FILE);
  }
}
