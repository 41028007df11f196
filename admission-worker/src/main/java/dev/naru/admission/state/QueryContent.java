package dev.naru.admission.state;

import dev.naru.model.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What a query asked, small enough to keep: two submissions are the same if these are equal.
 *
 * @param payload a name-based UUID of the payload's text
 */
public record QueryContent(UUID payload, String pool, long timeoutMillis) {
  /** Returns the content's mark. */
  public static QueryContent of(RawJson payload, String pool, long timeoutMillis) {
    UUID mark = UUID.nameUUIDFromBytes(payload.text().getBytes(StandardCharsets.UTF_8));
    return new QueryContent(mark, pool, timeoutMillis);
  }
}
