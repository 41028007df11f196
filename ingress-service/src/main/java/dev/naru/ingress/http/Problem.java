package dev.naru.ingress.http;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/**
 * A problem object (RFC 9457).
 *
 * @param slug what the stable type ends with
 * @param title the same for all problems of the type
 * @param detail what happened here, and what to do
 * @param headers that belong to the answer
 */
@JsonPropertyOrder({"type", "title", "status", "detail"})
record Problem(
    @JsonIgnore String slug,
    String title,
    int status,
    String detail,
    @JsonIgnore Map<String, String> headers) {
  private static final String TYPES = "urn:naru:problem:";

  static Problem of(int status, String slug, String title, String detail) {
    return new Problem(slug, title, status, detail, Map.of());
  }

  static Problem retryable(
      int status, String slug, String title, String detail, int retryAfterSeconds) {
    return new Problem(
        slug,
        title,
        status,
        detail,
        Map.of(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds)));
  }

  Problem with(String header, String value) {
    return new Problem(slug, title, status, detail, Map.of(header, value));
  }

  public String getType() {
    return TYPES + slug;
  }
}
