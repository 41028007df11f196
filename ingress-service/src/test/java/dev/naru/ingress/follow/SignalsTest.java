package dev.naru.ingress.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.follow.Signals.Watch;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SignalsTest {
  private final Signals signals = new Signals();
  private final UUID id = UUID.randomUUID();

  @Test
  void aWatchHearsOfItsOwnOnly() {
    try (Watch watch = signals.watch(List.of(id))) {
      // when
      signals.changed(UUID.randomUUID(), 5);
      long before = watch.lastChange();
      signals.changed(id, 6);

      // then
      assertThat(before).isEqualTo(-1);
      assertThat(watch.lastChange()).isEqualTo(6);
    }
  }

  @Test
  void aWatchHearsOfWhatItAddedLater() {
    // given
    UUID live = UUID.randomUUID();
    try (Watch watch = signals.watch(List.of(id))) {
      // when
      boolean added = watch.add(live);
      boolean again = watch.add(live);
      signals.changed(live, 3);

      // then
      assertThat(added).isTrue();
      assertThat(again).isFalse();
      assertThat(watch.lastChange()).isEqualTo(3);
    }
  }

  @Test
  void aClosedWatchIsForgotten() {
    // given
    Watch watch = signals.watch(List.of(id));

    // when
    watch.close();
    signals.changed(id, 3);

    // then
    assertThat(watch.lastChange()).isEqualTo(-1);
    assertThat(signals.open()).isZero();
  }

  @Test
  void theLastMoveOfALineIsKept() {
    // when
    signals.moved("line:a", 5);
    signals.moved("line:a", 4);

    // then
    assertThat(signals.lastMove("line:a")).isEqualTo(5);
    assertThat(signals.lastMove("line:b")).isEqualTo(-1);
  }

  @Test
  void aWatchThatWantsToHearsWhatItsSessionAsks() {
    // given
    UUID query = UUID.randomUUID();
    try (Watch watch = signals.watch(List.of(id));
        Watch other = signals.watch(List.of(id))) {
      watch.hearQueries();

      // when
      signals.asked(id, query, 7);
      signals.asked(UUID.randomUUID(), UUID.randomUUID(), 8);

      // then
      assertThat(watch.lastChange()).isEqualTo(7);
      assertThat(watch.takeAsked()).containsExactly(query);
      assertThat(watch.takeAsked()).isEmpty();
      assertThat(other.lastChange()).isEqualTo(-1);
      assertThat(other.takeAsked()).isEmpty();
    }
  }
}
