package dev.naru.ingress.http;

import dev.naru.ingress.deadletter.LetterFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads which dead letters an operator means. */
final class LetterFilters {
  private static final List<String> REASONS = List.of("UNREADABLE", "MAX_ATTEMPTS");

  private LetterFilters() {}

  static LetterFilter of(
      @Nullable String reason, @Nullable Boolean parked, @Nullable String topic) {
    if (reason != null && !REASONS.contains(reason)) {
      throw Problems.malformed("Expected 'reason' to be one of " + REASONS);
    }
    return new LetterFilter(null, reason, parked, topic);
  }

  /** A filter that names no parked letters leaves them where they are: they failed twice. */
  static LetterFilter of(Fields fields) {
    Boolean parked = fields.flag("parked");
    LetterFilter filter = of(fields.text("reason"), parked != null && parked, fields.text("topic"));
    fields.requireNoOther();
    return filter;
  }

  static @Nullable Boolean flag(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (!text.equals("true") && !text.equals("false")) {
      throw Problems.malformed("Expected 'parked' and 'dryRun' to be true or false");
    }
    return Boolean.valueOf(text);
  }
}
