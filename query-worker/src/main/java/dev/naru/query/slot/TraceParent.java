package dev.naru.query.slot;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The W3C trace context of an attempt: the slot record's trace if it carries one, else a trace
 * whose id is the query's, so that all attempts of a query belong together.
 */
final class TraceParent {
  private static final Pattern FORM = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private TraceParent() {}

  static String of(Headers headers, UUID queryId, int attempt) {
    Header given = headers.lastHeader("traceparent");
    String text =
        given == null || given.value() == null
            ? ""
            : new String(given.value(), StandardCharsets.US_ASCII);
    boolean valid = FORM.matcher(text).matches();
    String trace = valid ? text.substring(3, 35) : queryId.toString().replace("-", "");
    String flags = valid ? text.substring(53) : "00";
    long span = queryId.getLeastSignificantBits() ^ ((long) attempt << 32 | 1);
    return "00-%s-%s-%s".formatted(trace, HexFormat.of().toHexDigits(span), flags);
  }
}
