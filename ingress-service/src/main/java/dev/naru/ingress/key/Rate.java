package dev.naru.ingress.key;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * At most so many calls at once, and no more than that in the long run: {@code 100/10s}.
 *
 * @param count 1 to 1,000,000
 * @param per 1 s to 24 h, in whole seconds
 */
public record Rate(int count, Duration per) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,7})/([0-9]{0,5})([smh])");
  private static final int MOST_COUNT = 1_000_000;
  private static final long MOST_SECONDS = Duration.ofDays(1).toSeconds();

  public Rate {
    long seconds = per.toSeconds();
    if (count < 1 || count > MOST_COUNT || seconds < 1 || seconds > MOST_SECONDS) {
      throw wrong(count + "/" + seconds + "s");
    }
  }

  /**
   * Reads {@code N/10s}, {@code N/5m}, {@code N/h}; throws {@link IllegalArgumentException} for
   * anything else.
   */
  public static Rate parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw wrong(text);
    }
    long number = form.group(2).isEmpty() ? 1 : Long.parseLong(form.group(2));
    long seconds =
        switch (form.group(3)) {
          case "s" -> number;
          case "m" -> Duration.ofMinutes(number).toSeconds();
          default -> Duration.ofHours(number).toSeconds();
        };
    return new Rate(Integer.parseInt(form.group(1)), Duration.ofSeconds(seconds));
  }

  private static IllegalArgumentException wrong(String found) {
    return new IllegalArgumentException(
        "a rate such as 100/10s, 1 to %d calls in 1s to 24h, but it is '%s'"
            .formatted(MOST_COUNT, found));
  }

  /** As it is read. */
  @Override
  public String toString() {
    return count + "/" + per.toSeconds() + "s";
  }
}
