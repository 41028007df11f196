package dev.naru.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.ingress.key.Rate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // a component that is not given takes its default
class IngressSettingsTest {
  @Test
  void whatIsNotGivenTakesItsDefault() {
    // when
    IngressSettings settings = settings(List.of(), List.of());

    // then
    assertThat(settings.keyFolder()).isEqualTo(Path.of(".naru/keys"));
    assertThat(settings.tokenLife()).isEqualTo(Duration.ofDays(7));
    assertThat(settings.lingerMillis()).isEqualTo(1);
    assertThat(settings.keyRotation()).isEqualTo(Duration.ofDays(30));
    assertThat(Instance.of(settings, "8080").name()).endsWith(":8080");
  }

  @Test
  void anImpossibleValueIsNamed() {
    // then
    assertThatThrownBy(
            () ->
                new IngressSettings(null, null, Duration.ZERO, null, null, null, null, null, null))
        .hasMessageContaining("naru.ingress.token-life");
    assertThatThrownBy(
            () -> new IngressSettings(null, null, null, 500, null, null, null, null, null))
        .hasMessageContaining("naru.ingress.linger-millis");
    Duration minute = Duration.ofMinutes(1);
    assertThatThrownBy(
            () -> new IngressSettings(null, null, null, null, null, null, null, null, minute))
        .hasMessageContaining("naru.ingress.key-rotation");
    assertThatThrownBy(
            () -> new IngressSettings(" ", null, null, null, null, null, null, null, null))
        .hasMessageContaining("naru.ingress.instance");
  }

  private static IngressSettings settings(List<String> origins, List<String> proxies) {
    return new IngressSettings(null, null, null, null, origins, proxies, null, null, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "shop.example",
        "https://shop.example/",
        "https://shop.example/path",
        "https://*.example",
        "HTTPS://SHOP.EXAMPLE",
        "ftp://shop.example",
        "https://shop.example\r\nX: y"
      })
  void anOriginIsOneThatABrowserSendsAndNoPattern(String origin) {
    // then
    assertThatThrownBy(() -> settings(List.of(origin), List.of()))
        .hasMessageContaining("naru.ingress.origins");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "proxy.example",
        "10.0.0",
        "10.0.0.0/33",
        "10.0.0.0/8/8",
        "10.0.0.1/x",
        "256.1.1.1",
        "::1/129",
        ":::"
      })
  void aProxyIsAnAddressOrANetworkInDigits(String proxy) {
    // then
    assertThatThrownBy(() -> settings(List.of(), List.of(proxy)))
        .hasMessageContaining("naru.ingress.trusted-proxies");
  }

  @Test
  void anAddressIsInANetworkByItsFirstBits() {
    // given
    Networks proxies =
        settings(List.of(), List.of("10.1.128.0/17", "192.0.2.7", "2001:db8::/33")).proxies();

    // then
    assertThat(
            List.of("10.1.127.255", "10.2.0.0", "192.0.2.8", "2001:db8:8000::1", "localhost", ""))
        .noneMatch(proxies::contains);
    assertThat(
            List.of(
                "10.1.128.0", "10.1.255.255", "192.0.2.7", "::ffff:192.0.2.7", "2001:db8:7fff::1"))
        .allMatch(proxies::contains);
    assertThat(Networks.of("x", List.of("0.0.0.0/0")).contains("::1")).isFalse();
  }

  @Test
  void limitsAreRatesOrOffAndThisMachineIsExempt() {
    // given
    LimitSettings limits = settings(List.of(), List.of()).limits();

    // then
    assertThat(limits.addressRate()).isEqualTo(Rate.parse("600/m"));
    assertThat(limits.exemptNetworks().contains("127.0.0.1")).isTrue();
    assertThat(limits.exemptNetworks().contains("10.0.0.1")).isFalse();
    assertThat(new LimitSettings("off", null, null, null, List.of()).addressRate()).isNull();
    assertThat(new LimitSettings("false", null, null, null, null).addressRate()).isNull();
    assertThatThrownBy(() -> new LimitSettings(null, null, null, Duration.ZERO, null))
        .hasMessageContaining("naru.ingress.limits.content");
    assertThatThrownBy(() -> new LimitSettings("many", null, null, null, null))
        .hasMessageContaining("naru.ingress.limits.per-address");
    assertThatThrownBy(() -> new LimitSettings(null, null, null, null, List.of("me")))
        .hasMessageContaining("naru.ingress.limits.exempt");
  }
}
