package dev.naru.ingress.openai;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes an answer as server-sent events, each at once. Throws {@link GoneException}. */
final class EventWriter {
  private static final String DONE = "[DONE]";

  private final HttpServletResponse response;

  EventWriter(HttpServletResponse response) {
    this.response = response;
  }

  /** Sends the head of the answer; from here on, its status is 200. */
  void begin() {
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType("text/event-stream;charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    // proxies such as nginx would gather it
    response.setHeader("X-Accel-Buffering", "no");
  }

  /** Writes what clients pass over. */
  void comment(String text) {
    write(": naru " + text + "\n\n");
  }

  /** Writes one event; its data may be of several lines. */
  void data(String json) {
    StringBuilder event = new StringBuilder(json.length() + 16);
    json.lines().forEach(line -> event.append("data: ").append(line).append('\n'));
    write(event.append('\n').toString());
  }

  void done() {
    data(DONE);
  }

  private void write(String text) {
    try {
      response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      response.flushBuffer();
    } catch (IOException e) {
      throw new GoneException(e);
    }
  }
}
