package dev.naru.ingress.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BucketsTest {
  private static final Rate RATE = Rate.parse("2/10s");
  private final AtomicLong now = new AtomicLong(1);
  private final Buckets buckets =
      Buckets.of(
          100,
          new TimeMeter() {
            @Override
            public long currentTimeNanos() {
              return now.get();
            }

            @Override
            public boolean isWallClockBased() {
              return false;
            }
          });

  @Test
  void aBucketIsEmptiedByTakingAndFilledByTime() {
    // when
    assertThat(buckets.take("a", RATE)).isZero();
    assertThat(buckets.take("a", RATE)).isZero();

    // then
    assertThat(buckets.take("a", RATE)).isEqualTo(Duration.ofSeconds(5));
    assertThat(buckets.look("a")).isEqualTo(Duration.ofSeconds(5));
    assertThat(buckets.look("b")).isZero();
    now.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(buckets.look("a")).isZero();
    assertThat(buckets.take("a", RATE)).isZero();
    buckets.giveBack("a", RATE);
    assertThat(buckets.take("a", RATE)).isZero();
  }

  @Test
  void whoeverIsQuietForAPeriodIsForgottenAndStartsAnew() {
    // given
    assertThat(buckets.take("a", RATE)).isZero();
    assertThat(buckets.take("a", RATE)).isZero();

    // when
    now.addAndGet(Duration.ofSeconds(10).toNanos());

    // then
    assertThat(buckets.look("a")).isZero();
    assertThat(buckets.take("a", RATE)).isZero();
    assertThat(buckets.take("a", RATE)).isZero();
    assertThat(buckets.take("a", RATE)).isPositive();
  }
}
