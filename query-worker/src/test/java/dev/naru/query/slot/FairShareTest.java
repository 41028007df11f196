package dev.naru.query.slot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FairShareTest {
  private final FairShare share = new FairShare(3);

  @Test
  void theFirstThreadHasMoreThanItsShareUntilItsSiblingsTakeTheirs() {
    assertThat(share.isFair(0, 6)).isFalse();
    assertThat(share.isFair(1, 2)).isTrue();
    assertThat(share.isFair(0, 4)).isFalse();
    assertThat(share.isFair(0, 2)).isTrue();
    assertThat(share.isFair(2, 2)).isTrue();
  }

  @Test
  void withFewerSlotsThanThreadsEachMayHaveOne() {
    assertThat(share.isFair(0, 1)).isTrue();
    assertThat(share.isFair(1, 0)).isTrue();
    assertThat(share.isFair(2, 1)).isTrue();
  }
}
