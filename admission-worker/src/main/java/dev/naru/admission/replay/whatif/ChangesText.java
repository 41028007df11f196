package dev.naru.admission.replay.whatif;

import dev.naru.admission.replay.log.CannotReplayException;
import dev.naru.model.AdmissionRate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * Reads imagined settings as people write them: names as in {@code naru.yml} or in camel case,
 * durations such as {@code 30m} or {@code PT30M}, rates such as {@code 10/1m}.
 */
public final class ChangesText {
  /** The names that can be given. */
  public static final Set<String> NAMES =
      Set.of(
          "room",
          "pool",
          "capacity",
          "slots",
          "session-ttl",
          "idle-timeout",
          "abandon-timeout",
          "admission-rate");

  private final Map<String, String> values = new HashMap<>();

  private ChangesText(Map<String, String> given) {
    given.forEach(
        (name, value) -> {
          String known = name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
          if (!NAMES.contains(known)) {
            throw new CannotReplayException(
                "Expected settings that a what-if can change, "
                    + NAMES.stream().sorted().toList()
                    + ", but found '"
                    + name
                    + "'");
          }
          values.put(known, value);
        });
  }

  /**
   * Returns the changes; throws {@link CannotReplayException} or {@link
   * dev.naru.model.InvalidSettingException} for those that cannot be.
   */
  public static SettingsChanges parse(Map<String, String> given) {
    ChangesText text = new ChangesText(given);
    return new SettingsChanges(
        text.values.get("room"),
        text.values.get("pool"),
        text.number("capacity"),
        text.number("slots"),
        text.duration("session-ttl"),
        text.duration("idle-timeout"),
        text.duration("abandon-timeout"),
        text.rate("admission-rate"));
  }

  private @Nullable Integer number(String name) {
    String value = values.get(name);
    return value == null ? null : number(name, value);
  }

  private static int number(String name, String value) {
    try {
      return Integer.parseInt(value.trim());
    } catch (NumberFormatException e) {
      throw new CannotReplayException(
          "Expected '" + name + "' to be a whole number, but it is '" + value + "'");
    }
  }

  private @Nullable Duration duration(String name) {
    String value = values.get(name);
    return value == null ? null : duration(name, value);
  }

  private static Duration duration(String name, String value) {
    try {
      return DurationStyle.detectAndParse(value.trim());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new CannotReplayException(
          "Expected '" + name + "' to be a duration such as 30m or 90s, but it is '" + value + "'");
    }
  }

  private @Nullable AdmissionRate rate(String name) {
    String value = values.get(name);
    if (value == null) {
      return null;
    }
    int slash = value.indexOf('/');
    if (slash < 0) {
      throw new CannotReplayException(
          "Expected '" + name + "' to be a rate such as 10/1m, but it is '" + value + "'");
    }
    return new AdmissionRate(
        number(name, value.substring(0, slash)), duration(name, value.substring(slash + 1)));
  }
}
