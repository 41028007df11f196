package dev.naru.model;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a pool's queries go.
 *
 * @param kind echo (the default), http or openai
 * @param url where an http or openai upstream answers; credentials do not belong in it
 * @param timeout longest run of one attempt, 1 ms to 24 h, default 60 s
 */
public record UpstreamSettings(UpstreamKind kind, @Nullable URI url, Duration timeout) {
  public static final UpstreamSettings ECHO =
      new UpstreamSettings(UpstreamKind.ECHO, null, Duration.ofSeconds(60));

  public UpstreamSettings {
    kind = Settings.orDefault(kind, UpstreamKind.ECHO);
    timeout = Settings.orDefault(timeout, Duration.ofSeconds(60));
    Settings.requireBetween(
        "upstream.timeout", timeout, Duration.ofMillis(1), Duration.ofHours(24));
    if (kind != UpstreamKind.ECHO) {
      requireAddress(url);
    }
  }

  private static void requireAddress(@Nullable URI url) {
    if (url == null || url.getHost() == null || !isHttp(url.getScheme())) {
      throw new InvalidSettingException(
          "upstream.url", "an absolute http or https URL", url == null ? "missing" : url);
    }
    if (url.getRawUserInfo() != null) {
      throw new InvalidSettingException(
          "upstream.url", "without user and password", "one that has them");
    }
  }

  private static boolean isHttp(@Nullable String scheme) {
    return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
  }
}
