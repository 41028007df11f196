package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferTest {
  private static Prefer of(String... headers) {
    return Prefer.of(Collections.enumeration(Arrays.asList(headers)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wait=5|5",
        "wait=0|0",
        "WAIT=7|7",
        "wait = 7|7",
        "wait=\"8\"|8",
        "wait=007|7",
        "wait=60|60",
        "wait=61|60",
        "wait=99999999999999999999999999999999999999|60",
        "respond-async, wait=10|10",
        "respond-async;foo=bar , wait=10;x=y|10",
        "foo=\"a,wait=3\", wait=4|4",
        "wait=3, wait=4|3",
        ", ,wait=2|2",
        "return=minimal;wait=9, wait=2|2"
      })
  void theWaitIsFoundAmongAllPreferences(String header, int seconds) {
    // then
    assertThat(of(header).seconds()).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "respond-async", "return=minimal; wait=5", "waits=5", "=5", "\"wait=5\""})
  void whatSaysNothingOfAWaitIsIgnored(String header) {
    // then
    assertThat(of(header).isGiven()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wait",
        "wait=",
        "wait=-1",
        "wait=1.5",
        "wait=1e9",
        "wait=abc",
        "wait=\"\"",
        "wait=5x",
        "wait=٣"
      })
  void aWaitThatIsNoWholeNumberIsMalformed(String header) {
    // then
    assertThatThrownBy(() -> of(header))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(400));
  }

  @Test
  void theWaitMayStandInAnyOfSeveralHeaders() {
    // then
    assertThat(of("respond-async", "wait=3").seconds()).isEqualTo(3);
  }
}
