package dev.naru.ingress.openai;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/** Writes the door's JSON answers; none is for any cache. */
final class JsonAnswers {
  /** OpenAI's clients try again by themselves, unless this says that it makes no sense. */
  private static final String SHOULD_RETRY = "x-should-retry";

  private JsonAnswers() {}

  static void write(HttpServletResponse response, int status, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/json");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  static void error(HttpServletResponse response, DoorError error) throws IOException {
    if (error.retryAfter() > 0) {
      response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(error.retryAfter()));
    } else {
      response.setHeader(SHOULD_RETRY, "false");
    }
    write(response, error.status(), json(error));
    if (error.status() == HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE) {
      // the answer goes out before the rest of the content is passed over
      response.flushBuffer();
    }
  }

  /** {@code {"error":{"message","type","param","code"}}}. */
  static String json(DoorError error) {
    return DoorJson.MAPPER.writeValueAsString(Map.of("error", error));
  }
}
