package dev.naru.bench.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Finds the end of a response with {@code Content-Length}, and its status; reads no more than that
 * takes. A response in chunks is an error: it would cost the client too much.
 */
final class ResponseReader {
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final String LENGTH = "\r\ncontent-length:";
  private static final String CLOSE = "\r\nconnection: close";

  private int status;
  private int length = -1;
  private boolean isLast;

  /** Whether the bytes before the buffer's position are a whole response. */
  boolean isComplete(ByteBuffer read) {
    if (length < 0) {
      int end = headEnd(read);
      if (end < 0) {
        return false;
      }
      readHead(read, end);
    }
    return read.position() >= length;
  }

  /** Begins with the next response. */
  void reset() {
    length = -1;
    isLast = false;
  }

  int status() {
    return status;
  }

  /** Whether the server closes the connection after this response. */
  boolean isLast() {
    return isLast;
  }

  private static int headEnd(ByteBuffer read) {
    byte[] bytes = read.array();
    for (int i = 0; i + HEAD_END.length <= read.position(); i++) {
      if (bytes[i] == '\r'
          && bytes[i + 1] == '\n'
          && bytes[i + 2] == '\r'
          && bytes[i + 3] == '\n') {
        return i + HEAD_END.length;
      }
    }
    return -1;
  }

  private void readHead(ByteBuffer read, int end) {
    String head =
        new String(read.array(), 0, end, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    int at = head.indexOf(LENGTH);
    if (!head.startsWith("http/1.1 ") || at < 0) {
      throw new IllegalStateException("Expected a status and Content-Length, but found: " + head);
    }
    status = Integer.parseInt(head.substring(9, 12));
    int from = at + LENGTH.length();
    length = end + Integer.parseInt(head.substring(from, head.indexOf("\r\n", from)).strip());
    isLast = head.contains(CLOSE);
  }
}
