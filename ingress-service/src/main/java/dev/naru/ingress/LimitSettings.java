package dev.naru.ingress;

import dev.naru.ingress.key.Rate;
import dev.naru.model.InvalidSettingException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one ingress takes from one address, and from one user: rates such as {@code 600/m}, or
 * {@code off}. A component that is not given takes its default.
 *
 * @param perAddress joins, transfers, and pushes and sockets that are opened; default 600/m
 * @param failures calls with a token, key, ticket or code that is none; when they are used up, such
 *     calls are not looked at any more; default 120/m
 * @param perUser joins of one user in one room; default 60/m
 * @param content how long the content of a request may take to come, 1 s to 10 min, default 30 s
 * @param exempt addresses and networks that are not limited; default this machine's own
 */
public record LimitSettings(
    String perAddress, String failures, String perUser, Duration content, List<String> exempt) {
  private static final String KEY = "naru.ingress.limits.";

  /** YAML reads {@code off} as a boolean. */
  private static final Set<String> OFF = Set.of("off", "false");

  private static final String PER_ADDRESS = "600/m";
  private static final String FAILURES = "120/m";
  private static final String PER_USER = "60/m";
  private static final Duration CONTENT = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final List<String> THIS_MACHINE = List.of("127.0.0.0/8", "::1");

  public LimitSettings {
    perAddress = perAddress == null ? PER_ADDRESS : perAddress;
    failures = failures == null ? FAILURES : failures;
    perUser = perUser == null ? PER_USER : perUser;
    content = content == null ? CONTENT : content;
    exempt = exempt == null ? THIS_MACHINE : List.copyOf(exempt);
    if (content.toSeconds() < 1 || content.compareTo(LONGEST) > 0) {
      throw new InvalidSettingException(KEY + "content", "a duration from PT1S to PT10M", content);
    }
    Networks.of(KEY + "exempt", exempt);
    rate(KEY + "per-address", perAddress);
    rate(KEY + "failures", failures);
    rate(KEY + "per-user", perUser);
  }

  static LimitSettings defaults() {
    return new LimitSettings(PER_ADDRESS, FAILURES, PER_USER, CONTENT, THIS_MACHINE);
  }

  private static @Nullable Rate rate(String key, String text) {
    try {
      return OFF.contains(text) ? null : Rate.parse(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(key, "a rate such as 600/m, or off", text);
    }
  }

  /** What {@link #perAddress} says; null is no limit. */
  public @Nullable Rate addressRate() {
    return rate(KEY, perAddress);
  }

  /** What {@link #failures} says; null is no limit. */
  public @Nullable Rate failureRate() {
    return rate(KEY, failures);
  }

  /** What {@link #perUser} says; null is no limit. */
  public @Nullable Rate userRate() {
    return rate(KEY, perUser);
  }

  public Networks exemptNetworks() {
    return Networks.of(KEY + "exempt", exempt);
  }
}
