package dev.naru.chaos;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One call of the upstream on a connection of its own, and whether its caller still waits: a JDK
 * HTTP server would not tell.
 */
final class UpstreamCall {
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final byte[] ANSWER =
      """
      HTTP/1.1 200 OK\r
      Content-Type: application/json\r
      Content-Length: 13\r
      Connection: close\r
      \r
      {"answer":42}"""
          .getBytes(StandardCharsets.US_ASCII);

  private final SocketChannel caller;
  private final String query;
  private final String attempt;
  private final long delayMillis;
  private volatile boolean answered;

  private UpstreamCall(SocketChannel caller, String request) {
    this.caller = caller;
    this.query = found(request, "(?im)^naru-query: *(\\S+)");
    this.attempt = found(request, "(?im)^naru-attempt: *(\\S+)");
    this.delayMillis = Long.parseLong(found(request, "\"delayMillis\":(\\d+)"));
  }

  /** Waits for a whole request; the channel does not block from then on. */
  static UpstreamCall read(SocketChannel caller) throws IOException {
    StringBuilder request = new StringBuilder();
    ByteBuffer bytes = ByteBuffer.allocate(8 << 10);
    while (!isWhole(request)) {
      if (caller.read(bytes) < 0) {
        throw new EOFException("the caller hung up");
      }
      request.append(StandardCharsets.ISO_8859_1.decode(bytes.flip()));
      bytes.clear();
    }
    caller.configureBlocking(false);
    return new UpstreamCall(caller, request.toString());
  }

  private static boolean isWhole(CharSequence request) {
    int head = request.toString().indexOf(END_OF_HEAD);
    return head >= 0
        && request.length()
            >= head
                + END_OF_HEAD.length()
                + Integer.parseInt(found(request, "(?im)^content-length: *(\\d+)"));
  }

  private static String found(CharSequence request, String regex) {
    Matcher matcher = Pattern.compile(regex).matcher(request);
    if (!matcher.find()) {
      throw new IllegalArgumentException("Expected %s in %s".formatted(regex, request));
    }
    return matcher.group(1);
  }

  String query() {
    return query;
  }

  String attempt() {
    return attempt;
  }

  long delayMillis() {
    return delayMillis;
  }

  /** Whether the caller hung up before there was an answer. */
  boolean isAbandoned() {
    if (answered) {
      return false;
    }
    try {
      return caller.read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException e) {
      return !answered;
    }
  }

  void answer() throws IOException {
    answered = true;
    ByteBuffer left = ByteBuffer.wrap(ANSWER);
    while (left.hasRemaining()) {
      caller.write(left);
    }
  }

  @Override
  public String toString() {
    return query + "#" + attempt;
  }
}
