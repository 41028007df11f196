package dev.naru.ingress.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a replay begins and ends: an offset, an ISO time, {@code earliest} or {@code latest}. */
final class ReplayPoints {
  static final String EARLIEST = "earliest";
  static final String LATEST = "latest";
  private static final Pattern OFFSET = Pattern.compile("[0-9]{1,18}");

  private ReplayPoints() {}

  /** Returns the point as it was named; throws 400 if it names none. */
  static String read(Fields fields, String name, String absent) {
    String text = fields.textOrNumber(name);
    if (text == null) {
      return absent;
    }
    boolean named = text.equals(EARLIEST) || text.equals(LATEST);
    if (!named && !OFFSET.matcher(text).matches() && time(text) == null) {
      throw Problems.malformed(
          "Expected '%s' to be an offset of 0 or more, an ISO time such as 2026-01-31T09:00:00Z, earliest or latest"
              .formatted(name));
    }
    return text;
  }

  /** What can be told of the order without the log. */
  static void requireOrder(String from, String to) {
    boolean offsets = OFFSET.matcher(from).matches() && OFFSET.matcher(to).matches();
    Instant begin = time(from);
    Instant end = time(to);
    boolean wrong =
        from.equals(LATEST)
            || to.equals(EARLIEST)
            || offsets && Long.parseLong(from) >= Long.parseLong(to)
            || begin != null && end != null && !begin.isBefore(end);
    if (wrong) {
      throw Problems.malformed("Expected 'from' to come before 'to', but it does not");
    }
  }

  private static @Nullable Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
