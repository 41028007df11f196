package dev.naru.ingress.http;

import dev.naru.model.UserKeys;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** What requests say in their headers. */
final class Headers {
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  private static final String BEARER = "Bearer ";

  private Headers() {}

  static Prefer prefer(HttpServletRequest request) {
    return Prefer.of(request.getHeaders(Prefer.HEADER));
  }

  static @Nullable String idempotencyKey(HttpServletRequest request) {
    List<String> keys = Collections.list(request.getHeaders(IDEMPOTENCY_KEY));
    if (keys.isEmpty()) {
      return null;
    }
    if (keys.size() > 1 || !UserKeys.isValid(keys.getFirst())) {
      throw Problems.malformed(
          "Expected one Idempotency-Key of 1 to "
              + UserKeys.MOST_CHARACTERS
              + " characters without control characters");
    }
    return keys.getFirst();
  }

  static @Nullable String ifNoneMatch(HttpServletRequest request) {
    List<String> tags = Collections.list(request.getHeaders(HttpHeaders.IF_NONE_MATCH));
    return tags.isEmpty() ? null : String.join(",", tags);
  }

  /**
   * What a push is to go on from: of the header, or, for browsers that open an EventSource anew, of
   * the parameter {@code lastEventId}; null if it is to begin.
   */
  static @Nullable String lastEventId(HttpServletRequest request) {
    String header = request.getHeader("Last-Event-ID");
    String given = header == null ? request.getParameter("lastEventId") : header;
    return given == null || given.isEmpty() ? null : given;
  }

  static @Nullable String bearer(HttpServletRequest request) {
    String value = request.getHeader(HttpHeaders.AUTHORIZATION);
    boolean bearer = value != null && value.regionMatches(true, 0, BEARER, 0, BEARER.length());
    return bearer ? value.substring(BEARER.length()).strip() : null;
  }
}
