package dev.naru.query.slot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FairShareTest {
  private final FairShare share = new FairShare(3, 3);

  @Test
  void theFirstThreadHasMoreThanItsShareUntilItsSiblingsTakeTheirs() {
    assertThat(share.isFair(0, 6)).isFalse();
    assertThat(share.isFair(1, 2)).isTrue();
    assertThat(share.isFair(0, 4)).isFalse();
    assertThat(share.isFair(0, 2)).isTrue();
    assertThat(share.isFair(2, 2)).isTrue();
  }

  @Test
  void aThreadThatGetsAddedSlotsLeavesThemToTheThreadsToCome() {
    // given
    FairShare growing = new FairShare(2, Integer.MAX_VALUE);
    growing.isFair(0, 1);
    growing.isFair(1, 1);

    // when
    boolean first = growing.isFair(0, 2);
    boolean second = growing.isFair(1, 2);
    int wanted = growing.wanted();
    growing.grow(wanted);

    // then
    assertThat(first).isFalse();
    assertThat(second).isFalse();
    assertThat(wanted).isEqualTo(4);
    assertThat(growing.isFair(0, 1)).isTrue();
    assertThat(growing.isFair(3, 1)).isTrue();
  }

  @Test
  void whereThreadsAreLimitedTheyShareWhatIsAdded() {
    // when
    share.isFair(0, 2);
    share.isFair(1, 2);
    boolean third = share.isFair(2, 2);

    // then
    assertThat(third).isTrue();
    assertThat(share.wanted()).isEqualTo(3);
  }

  @Test
  void withFewerSlotsThanThreadsEachMayHaveOne() {
    assertThat(share.isFair(0, 1)).isTrue();
    assertThat(share.isFair(1, 0)).isTrue();
    assertThat(share.isFair(2, 1)).isTrue();
  }
}
