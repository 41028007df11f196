package dev.naru.ingress.http;

import java.time.Duration;
import java.util.Enumeration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The preference {@code wait=S} of a {@code Prefer} header (RFC 7240): answer when there is
 * something to say, at the latest after S seconds, 60 at most.
 *
 * @param seconds 0 to 60; null if the caller has no such preference
 */
record Prefer(@Nullable Integer seconds) {
  static final String HEADER = "Prefer";
  static final String APPLIED = "Preference-Applied";
  private static final int MOST_SECONDS = 60;
  static final Prefer NOTHING = new Prefer(null);
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*+)\"";
  private static final Pattern WORD =
      Pattern.compile(
          "\\s*+(" + TOKEN + ")\\s*+(?:=\\s*+(?:" + QUOTED + "|([^,;\"\\s]*+)))?+\\s*+");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  /** Reads all Prefer headers; the first wait counts, parameters of other preferences do not. */
  static Prefer of(Enumeration<String> headers) {
    while (headers.hasMoreElements()) {
      Prefer found = read(headers.nextElement());
      if (found.seconds != null) {
        return found;
      }
    }
    return NOTHING;
  }

  private static Prefer read(String header) {
    Matcher word = WORD.matcher(header);
    int at = 0;
    boolean parameter = false;
    while (at < header.length()) {
      word.region(at, header.length());
      if (word.lookingAt()) {
        if (!parameter && word.group(1).equalsIgnoreCase("wait")) {
          return wait(word.group(2) == null ? word.group(3) : word.group(2));
        }
        at = word.end();
      }
      // whatever is no preference is ignored, up to where the next may begin
      at = nextSeparator(header, at);
      parameter = at < header.length() && header.charAt(at) == ';';
      at++;
    }
    return NOTHING;
  }

  private static int nextSeparator(String header, int from) {
    int at = from;
    while (at < header.length() && header.charAt(at) != ',' && header.charAt(at) != ';') {
      at++;
    }
    return at;
  }

  private static Prefer wait(@Nullable String value) {
    if (value == null || !DIGITS.matcher(value).matches()) {
      throw Problems.malformed(
          "Expected 'wait' in Prefer to be a whole number of seconds, 0 or more");
    }
    int seconds = 0;
    for (int i = 0; i < value.length() && seconds < MOST_SECONDS; i++) {
      seconds = seconds * 10 + value.charAt(i) - '0';
    }
    return new Prefer(Math.min(MOST_SECONDS, seconds));
  }

  boolean isGiven() {
    return seconds != null;
  }

  Duration patience() {
    return seconds == null ? Duration.ZERO : Duration.ofSeconds(seconds);
  }

  /** When the wait is over, by {@link System#nanoTime()}. */
  long deadline() {
    return System.nanoTime() + patience().toNanos();
  }
}
