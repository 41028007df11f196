package dev.naru.query.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeptPiecesTest {

  @Test
  void theOldestGoWhenTheBytesAreTooMany() {
    // given
    KeptPieces kept = new KeptPieces(10);

    // when then
    assertThat(kept.add(4)).isZero();
    assertThat(kept.add(6)).isZero();
    assertThat(kept.add(1)).isEqualTo(1);
    assertThat(kept.add(9)).isEqualTo(2);
  }

  @Test
  void theNewestStaysHoweverLargeItIs() {
    // given
    KeptPieces kept = new KeptPieces(10);
    assertThat(kept.add(3)).isZero();

    // when then
    assertThat(kept.add(100)).isEqualTo(1);
    assertThat(kept.add(1)).isEqualTo(2);
  }

  @Test
  void theOldestGoWhenTheyAreTooMany() {
    // given
    KeptPieces kept = new KeptPieces(1_000_000);
    for (int i = 0; i < 10_000; i++) {
      assertThat(kept.add(1)).isZero();
    }

    // when then
    assertThat(kept.add(1)).isEqualTo(1);
    assertThat(kept.add(0)).isEqualTo(2);
  }
}
