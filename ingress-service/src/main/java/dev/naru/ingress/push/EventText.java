package dev.naru.ingress.push;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/** Server-sent events as they go over the wire (WHATWG HTML, "Server-sent events"), in UTF-8. */
public final class EventText {
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

  private EventText() {}

  /**
   * One event. Ends of lines within the data all read as {@code \n} on the other side, which JSON
   * does not mind.
   *
   * @param id what a client sends back as Last-Event-ID; one line
   * @param name one line
   */
  public static byte[] event(String id, String name, String data) {
    StringBuilder text = new StringBuilder(data.length() + id.length() + 32);
    text.append("id: ").append(id).append("\nevent: ").append(name).append('\n');
    if (data.indexOf('\n') < 0 && data.indexOf('\r') < 0) {
      text.append("data: ").append(data).append('\n');
    } else {
      for (String line : LINE_END.split(data, -1)) {
        text.append("data: ").append(line).append('\n');
      }
    }
    return bytes(text.append('\n'));
  }

  /** What clients pass over; one line. */
  public static byte[] comment(String line) {
    return bytes(new StringBuilder(": ").append(line).append("\n\n"));
  }

  /** After what time to come back when the connection is gone. */
  public static byte[] retry(Duration after) {
    return bytes(new StringBuilder("retry: ").append(after.toMillis()).append("\n\n"));
  }

  private static byte[] bytes(StringBuilder text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
