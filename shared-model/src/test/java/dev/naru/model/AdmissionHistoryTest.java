package dev.naru.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdmissionHistoryTest {
  private static final long START = 1_763_690_400_000L;

  @Test
  void nobodyAdmittedMeansNoEstimate() {
    assertThat(new AdmissionHistory().estimateSeconds(1, START)).isEmpty();
    assertThat(AdmissionHistory.parse("").lastMinute(START)).isZero();
  }

  @Test
  void theEstimateIsThePlaceAtTheRecentPace() {
    // given one admission every ten seconds for five minutes
    AdmissionHistory history = new AdmissionHistory();
    for (int i = 0; i < 30; i++) {
      history.add(START + i * 10_000L);
    }

    // when
    long now = START + 29 * 10_000L;

    // then
    assertThat(history.lastMinute(now)).isEqualTo(6);
    assertThat(history.estimateSeconds(3, now)).hasValue(30);
  }

  @Test
  void whatIsOlderThanTheWindowIsForgotten() {
    // given
    AdmissionHistory history = new AdmissionHistory();
    history.add(START);
    history.add(START + 600_000);

    // when
    AdmissionHistory read = AdmissionHistory.parse(history.toText());

    // then
    assertThat(read.lastMinute(START + 600_000)).isEqualTo(1);
    assertThat(read.estimateSeconds(1, START + 600_000)).hasValue(300);
    assertThat(read.estimateSeconds(1, START + 1_200_000)).isEmpty();
    assertThat(read.toText()).isEqualTo(history.toText());
  }
}
