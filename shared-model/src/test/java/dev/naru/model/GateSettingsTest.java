package dev.naru.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.model.command.HoldPool;
import dev.naru.model.wire.WireFormat;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateSettingsTest {

  @Test
  void whatIsNotGivenTakesItsDefault() {
    // when
    BreakerSettings breaker = PoolSettings.defaults().breakerOrDefault();

    // then
    assertThat(breaker)
        .isEqualTo(new BreakerSettings(Percentage.valueOf("50%"), 10, Duration.ofSeconds(10)));
    assertThat(QueryLimits.DEFAULT.maxWaitMillis()).isZero();
  }

  @Test
  void aDefaultThatIsGivenIsTheSameAsNone() {
    // given
    PoolSettings d = PoolSettings.defaults();

    // when
    PoolSettings given =
        new PoolSettings(
            d.slots(),
            d.prefetch(),
            d.maxAttempts(),
            d.slotQuarantine(),
            d.maxResult(),
            d.whenUnavailable(),
            d.upstream(),
            BreakerSettings.DEFAULT,
            null);
    QueryLimits limits = new QueryLimits(2, 1_000, ByteSize.ofKilobytes(256), Duration.ZERO);

    // then
    assertThat(given).isEqualTo(d);
    assertThat(limits).isEqualTo(QueryLimits.DEFAULT);
  }

  @Test
  void whatIsGivenIsOnTheWire() {
    // given
    WireFormat wire = new WireFormat();
    BreakerSettings breaker = new BreakerSettings(new Percentage(75), 4, Duration.ofMillis(1_500));
    QueryLimits limits = new QueryLimits(2, 1_000, new ByteSize(64), Duration.ofSeconds(30));

    // when, then
    assertThat(wire.decodePart(wire.encodePart(breaker), BreakerSettings.class)).isEqualTo(breaker);
    assertThat(wire.decodePart(wire.encodePart(limits), QueryLimits.class)).isEqualTo(limits);
    assertThat(wire.encodePart(breaker))
        .isEqualTo("{\"failures\":75,\"calls\":4,\"pause\":\"PT1.5S\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "half", "0%", "101%", "-1%", "50.5%"})
  void whatIsNoShareIsRefused(String text) {
    assertThatThrownBy(() -> Percentage.valueOf(text))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("percentage");
  }

  @Test
  void whatCannotBeIsNamed() {
    assertThatThrownBy(() -> new BreakerSettings(new Percentage(50), 0, Duration.ofSeconds(1)))
        .hasMessageContaining("breaker.calls");
    assertThatThrownBy(() -> new BreakerSettings(new Percentage(50), 1, Duration.ofMillis(99)))
        .hasMessageContaining("breaker.pause");
    assertThatThrownBy(() -> new QueryLimits(1, 1, new ByteSize(1), Duration.ofSeconds(-1)))
        .hasMessageContaining("queries.max-wait");
    assertThatThrownBy(() -> new HoldPool("p", HoldReason.UPSTREAM, HoldPool.LONGEST_MILLIS + 1))
        .hasMessageContaining("forMillis");
  }
}
