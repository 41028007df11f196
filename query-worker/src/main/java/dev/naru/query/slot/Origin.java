package dev.naru.query.slot;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Which partition of the log gave a query to its slot: what is said of the query goes back there.
 * The record's {@code ce_source} names it; 0 for a record that does not say.
 */
final class Origin {
  private static final Pattern SOURCE = Pattern.compile("/naru/admission/(\\d{1,4})");

  private Origin() {}

  static int partition(Headers headers) {
    Header source = headers.lastHeader("ce_source");
    if (source == null || source.value() == null) {
      return 0;
    }
    Matcher matcher = SOURCE.matcher(new String(source.value(), StandardCharsets.UTF_8));
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }
}
