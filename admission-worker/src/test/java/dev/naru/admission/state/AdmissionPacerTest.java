package dev.naru.admission.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.model.AdmissionRate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdmissionPacerTest {
  private static final AdmissionRate TWO = new AdmissionRate(2, Duration.ofMillis(10));

  private final AdmissionPacer pacer = new AdmissionPacer();

  @Test
  void withoutARateEverybodyMayEnterAndNothingIsRemembered() {
    // given
    pacer.admitted(TWO, 100);

    // when
    pacer.admitted(null, 101);

    // then
    assertThat(pacer.allowed(null, 101)).isEqualTo(Integer.MAX_VALUE);
    assertThat(pacer.nextAt(null)).isZero();
    assertThat(pacer.times()).isEmpty();
  }

  @Test
  void theWindowIsOpenAtItsBeginning() {
    // given
    pacer.admitted(TWO, 100);
    pacer.admitted(TWO, 105);

    // when, then
    assertThat(pacer.allowed(TWO, 109)).isZero();
    assertThat(pacer.allowed(TWO, 110)).isEqualTo(1);
    assertThat(pacer.allowed(TWO, 115)).isEqualTo(2);
    assertThat(pacer.nextAt(TWO)).isEqualTo(110);
  }

  @Test
  void asManyAreRememberedAsTheRateCounts() {
    // given
    AdmissionRate many = new AdmissionRate(1_000, Duration.ofMillis(10));

    // when
    for (int at = 0; at < 5_000; at++) {
      pacer.admitted(many, at);
    }

    // then
    assertThat(pacer.times()).hasSize(1_000).startsWith(4_000L).endsWith(4_999L);
    assertThat(pacer.allowed(many, 4_999)).isEqualTo(990);
  }

  @Test
  void aSmallerRateLooksAtTheLatestOnly() {
    // given
    AdmissionRate five = new AdmissionRate(5, Duration.ofMillis(10));
    for (int at = 100; at < 105; at++) {
      pacer.admitted(five, at);
    }

    // when, then
    assertThat(pacer.allowed(TWO, 104)).isZero();
    assertThat(pacer.nextAt(TWO)).isEqualTo(113);
    pacer.admitted(TWO, 113);
    assertThat(pacer.times()).containsExactly(104L, 113L);
  }

  @Test
  void aLargerRateLetsMoreIn() {
    // given
    pacer.admitted(TWO, 100);
    pacer.admitted(TWO, 100);

    // when, then
    AdmissionRate five = new AdmissionRate(5, Duration.ofMillis(10));
    assertThat(pacer.allowed(five, 100)).isEqualTo(3);
    assertThat(pacer.nextAt(five)).isZero();
  }
}
