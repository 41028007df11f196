package dev.naru.model;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a pool's queries go. Settings are in the log and in the view, so no secret is among them: a
 * key is named, and stays where the query workers run.
 *
 * @param kind echo (the default), http or openai
 * @param url where an http upstream answers, or the base of an openai one, such as {@code
 *     http://127.0.0.1:11434/v1}; credentials do not belong in it
 * @param timeout longest run of one attempt, 1 ms to 24 h, default 60 s
 * @param model openai: what a request asks for that names no model; null leaves it as it is
 * @param forceModel openai: whether {@code model} applies to requests that name another, too; null
 *     (the default) and false are no
 * @param apiKeyEnv openai: name of the workers' environment variable that holds the key; null is no
 *     key
 * @param firstByteTimeout longest wait of one attempt for the first byte of an answer; null (the
 *     default) and 0 are no limit
 * @param chunkTimeout longest wait from one piece of an answer to the next; null (the default) and
 *     0 are no limit
 */
public record UpstreamSettings(
    UpstreamKind kind,
    @Nullable URI url,
    Duration timeout,
    @Nullable String model,
    @Nullable Boolean forceModel,
    @Nullable String apiKeyEnv,
    @Nullable Duration firstByteTimeout,
    @Nullable Duration chunkTimeout) {
  public static final UpstreamSettings ECHO = of(UpstreamKind.ECHO, null, Duration.ofSeconds(60));

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
  private static final int LONGEST_MODEL = 200;

  public UpstreamSettings {
    kind = Settings.orDefault(kind, UpstreamKind.ECHO);
    timeout = Settings.orDefault(timeout, Duration.ofSeconds(60));
    firstByteTimeout = orOff(firstByteTimeout);
    chunkTimeout = orOff(chunkTimeout);
    forceModel = Boolean.TRUE.equals(forceModel) ? true : null;
    Settings.requireBetween(
        "upstream.timeout", timeout, Duration.ofMillis(1), Duration.ofHours(24));
    requireWait("upstream.first-byte-timeout", firstByteTimeout);
    requireWait("upstream.chunk-timeout", chunkTimeout);
    if (kind != UpstreamKind.ECHO) {
      requireAddress(url);
    }
    if (kind == UpstreamKind.OPENAI) {
      requireBase(url);
      requireModel(model, forceModel);
      requireVariable(apiKeyEnv);
    } else {
      requireAbsent("upstream.model", model);
      requireAbsent("upstream.force-model", forceModel);
      requireAbsent("upstream.api-key-env", apiKeyEnv);
    }
  }

  /** Settings that only these differ in from the defaults. */
  public static UpstreamSettings of(UpstreamKind kind, @Nullable URI url, Duration timeout) {
    return new UpstreamSettings(kind, url, timeout, null, null, null, null, null);
  }

  public UpstreamSettings withTimeout(Duration newTimeout) {
    return new UpstreamSettings(
        kind, url, newTimeout, model, forceModel, apiKeyEnv, firstByteTimeout, chunkTimeout);
  }

  private static @Nullable Duration orOff(@Nullable Duration wait) {
    return Duration.ZERO.equals(wait) ? null : wait;
  }

  private static void requireWait(String key, @Nullable Duration wait) {
    if (wait != null) {
      Settings.requireBetween(key, wait, Duration.ofMillis(1), Duration.ofHours(24));
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

  private static void requireBase(@Nullable URI url) {
    if (url != null && (url.getRawQuery() != null || url.getRawFragment() != null)) {
      throw new InvalidSettingException(
          "upstream.url", "a base that paths are added to, such as http://host/v1", "another");
    }
  }

  private static void requireModel(@Nullable String model, @Nullable Boolean forceModel) {
    if (model != null && (model.isBlank() || model.length() > LONGEST_MODEL)) {
      throw new InvalidSettingException(
          "upstream.model", "1 to " + LONGEST_MODEL + " characters", "'" + model + "'");
    }
    if (model == null && forceModel != null) {
      throw new InvalidSettingException(
          "upstream.model", "given where upstream.force-model is true", "missing");
    }
  }

  /** What is no name may be the key itself: the message does not repeat it. */
  private static void requireVariable(@Nullable String apiKeyEnv) {
    if (apiKeyEnv != null && !VARIABLE.matcher(apiKeyEnv).matches()) {
      throw new InvalidSettingException(
          "upstream.api-key-env",
          "the name of an environment variable, and not the key itself",
          "something else");
    }
  }

  private static void requireAbsent(String key, @Nullable Object value) {
    if (value != null) {
      throw new InvalidSettingException(
          key, "given for an upstream of kind openai only", "given for another");
    }
  }
}
