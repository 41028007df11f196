package dev.naru.ingress.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
  @ParameterizedTest
  @CsvSource({"100/10s,100,10", "5/m,5,60", "1/2h,1,7200", "1000000/24h,1000000,86400"})
  void aRateIsReadAndWritten(String text, int count, int seconds) {
    // when
    Rate rate = Rate.parse(text);

    // then
    assertThat(rate).isEqualTo(new Rate(count, Duration.ofSeconds(seconds)));
    assertThat(Rate.parse(rate.toString())).isEqualTo(rate);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10", "10/", "0/s", "10/0s", "10/25h", "-1/s", "10/s ", "1e3/s", "9999999/s"})
  void whatIsNoRateIsRefused(String text) {
    // then
    assertThatThrownBy(() -> Rate.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("100/10s");
  }

  @Test
  void aKeyAndEachOfItsUsersAreHeldToTheirRates() {
    // given
    RateLimits limits = new RateLimits();
    ApiKey key = key(new Rate(3, Duration.ofHours(1)), new Rate(2, Duration.ofHours(1)));

    // when
    Duration first = limits.take(key, "ann");
    Duration second = limits.take(key, "ann");
    Duration third = limits.take(key, "ann");
    Duration another = limits.take(key, "bob");
    Duration overTheKey = limits.take(key, "bob");

    // then
    assertThat(first).isZero();
    assertThat(second).isZero();
    assertThat(third).isBetween(Duration.ofMinutes(29), Duration.ofMinutes(30));
    assertThat(another).isZero();
    assertThat(overTheKey).isBetween(Duration.ofMinutes(19), Duration.ofMinutes(20));
    assertThat(limits.take(key(null, null), "ann")).isZero();
  }

  private static ApiKey key(@Nullable Rate rate, @Nullable Rate userRate) {
    return new ApiKey(UUID.randomUUID(), "team", "lobby", rate, userRate, Instant.EPOCH, null);
  }
}
