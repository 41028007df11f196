package dev.naru.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The rules that settings share: a default for what is not given, and an error that names key and
 * rule.
 */
final class Settings {
  private Settings() {}

  static <T> T orDefault(@Nullable T given, T byDefault) {
    return given == null ? byDefault : given;
  }

  static void requireBetween(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new InvalidSettingException(key, "a whole number from " + least + " to " + most, value);
    }
  }

  static void requireBetween(String key, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new InvalidSettingException(key, "a duration from " + least + " to " + most, value);
    }
  }

  /** Text for people: not blank, no control characters but line breaks. */
  static void requireText(String key, @Nullable String value, int most) {
    if (value == null) {
      return;
    }
    boolean readable = value.chars().allMatch(c -> c == '\n' || !Character.isISOControl(c));
    if (value.isBlank() || value.length() > most || !readable) {
      throw new InvalidSettingException(
          key, "text of 1 to " + most + " characters without control characters", brief(value));
    }
  }

  /** Enough of a value to know it again in a message. */
  static String brief(String value) {
    String visible = value.replaceAll("\\p{Cntrl}", "?");
    return visible.length() <= 80 ? visible : visible.substring(0, 80) + "…";
  }
}
