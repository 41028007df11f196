package dev.naru.admission.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SilenceClockTest {
  private static final long START = 1_000_000;
  private final SilenceClock silence = new SilenceClock(START);

  @Test
  void silenceCountsSinceTheStartWhileEverythingIsUp() {
    // when
    long since = START;
    for (long now = START; now <= START + 60_000; now += 1_000) {
      since = silence.look(now, Map.of("a", now - 1_000));
    }

    // then
    assertThat(since).isEqualTo(START);
  }

  @Test
  void afterAGapEveryoneIsPresent() {
    assertThat(silence.look(START + 5_001, Map.of())).isEqualTo(START + 5_001);
  }

  @Test
  void aClockThatJumpsBackIsAGap() {
    assertThat(silence.look(START - 1, Map.of())).isEqualTo(START - 1);
  }

  @Test
  void silenceDoesNotCountWhileAKnownIngressIsAway() {
    // given
    silence.look(START + 4_000, Map.of("a", START + 4_000, "b", START));

    // when b is silent for more than 5 s
    long away = silence.look(START + 6_000, Map.of("a", START + 6_000, "b", START));
    long back = silence.look(START + 7_000, Map.of("a", START + 7_000, "b", START + 7_000));

    // then
    assertThat(away).isEqualTo(START + 6_000);
    assertThat(back).isEqualTo(START + 6_000);
  }

  @Test
  void anIngressThatNeverComesBackIsForgottenAfterAMinute() {
    assertThat(SilenceClock.isForgotten(START + 60_000, START)).isFalse();
    assertThat(SilenceClock.isForgotten(START + 60_001, START)).isTrue();
  }
}
