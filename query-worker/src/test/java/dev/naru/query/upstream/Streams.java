package dev.naru.query.upstream;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The server's side of a stream of events. */
final class Streams {
  private Streams() {}

  static void begin(HttpExchange call) throws IOException {
    call.getResponseHeaders().set("Content-Type", "text/event-stream");
    call.sendResponseHeaders(200, 0);
  }

  static void event(HttpExchange call, String data) throws IOException {
    write(call, "data: " + data + "\n\n");
  }

  static void write(HttpExchange call, String text) throws IOException {
    call.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
    call.getResponseBody().flush();
  }
}
