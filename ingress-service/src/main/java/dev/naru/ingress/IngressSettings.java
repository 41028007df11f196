package dev.naru.ingress;

import dev.naru.model.InvalidSettingException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings of this service. A component that is not given takes its default.
 *
 * @param instance name of this ingress among all, stable over restarts; default {@code
 *     <host>:<server.port>}
 * @param keyFolder where the keys that sign tokens are kept, the same for all ingresses; default
 *     {@code .naru/keys}
 * @param tokenLife how long a session's token is good, 1 min to 365 days, default 7 days
 * @param lingerMillis how long the producer waits for more commands before it sends, 0 to 100,
 *     default 1
 * @param origins of pages that may call the visitors' API from browsers, besides its own, such as
 *     {@code https://shop.example}; default none
 * @param trustedProxies addresses and networks of proxies whose word is taken on who calls them;
 *     default none
 * @param proxyHeaders in which headers they say so; the others are not looked at, since proxies
 *     pass them on as they come; default {@code x-forwarded}
 * @param limits what is taken from one address and from one user
 * @param keyRotation how old a key that signs tokens becomes before another takes its place, 1 h to
 *     3,650 days, 0 is never; default 30 days
 */
@ConfigurationProperties("naru.ingress")
public record IngressSettings(
    @Nullable String instance,
    Path keyFolder,
    Duration tokenLife,
    Integer lingerMillis,
    List<String> origins,
    List<String> trustedProxies,
    ProxyHeaders proxyHeaders,
    LimitSettings limits,
    Duration keyRotation) {
  private static final String TRUSTED_PROXIES = "naru.ingress.trusted-proxies";
  private static final Pattern ORIGIN =
      Pattern.compile("https?://([a-z0-9.-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

  public IngressSettings {
    keyFolder = orDefault(keyFolder, Path.of(".naru", "keys"));
    tokenLife = orDefault(tokenLife, Duration.ofDays(7));
    lingerMillis = orDefault(lingerMillis, 1);
    keyRotation = orDefault(keyRotation, Duration.ofDays(30));
    origins = List.copyOf(orDefault(origins, List.of()));
    trustedProxies = List.copyOf(orDefault(trustedProxies, List.of()));
    proxyHeaders = orDefault(proxyHeaders, ProxyHeaders.X_FORWARDED);
    limits = orDefault(limits, LimitSettings.defaults());
    if (instance != null && instance.isBlank()) {
      throw new InvalidSettingException("naru.ingress.instance", "a name", "blank");
    }
    boolean sensible =
        tokenLife.compareTo(Duration.ofMinutes(1)) >= 0
            && tokenLife.compareTo(Duration.ofDays(365)) <= 0;
    if (!sensible) {
      throw new InvalidSettingException(
          "naru.ingress.token-life", "a duration from PT1M to P365D", tokenLife);
    }
    boolean rotates =
        keyRotation.compareTo(Duration.ofHours(1)) >= 0
            && keyRotation.compareTo(Duration.ofDays(3_650)) <= 0;
    if (!rotates && !keyRotation.isZero()) {
      throw new InvalidSettingException(
          "naru.ingress.key-rotation", "a duration from PT1H to P3650D, or 0", keyRotation);
    }
    if (lingerMillis < 0 || lingerMillis > 100) {
      throw new InvalidSettingException(
          "naru.ingress.linger-millis", "a whole number from 0 to 100", lingerMillis);
    }
    origins.forEach(IngressSettings::requireOrigin);
    Networks.of(TRUSTED_PROXIES, trustedProxies);
  }

  private static void requireOrigin(String origin) {
    if (!ORIGIN.matcher(origin).matches()) {
      throw new InvalidSettingException(
          "naru.ingress.origins",
          "origins as browsers send them, such as https://shop.example, each by its name",
          origin);
    }
  }

  /** Proxies whose word is taken on who calls them. */
  public Networks proxies() {
    return Networks.of(TRUSTED_PROXIES, trustedProxies);
  }

  private static <T> T orDefault(@Nullable T given, T byDefault) {
    return given == null ? byDefault : given;
  }
}
