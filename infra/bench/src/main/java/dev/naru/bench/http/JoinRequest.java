package dev.naru.bench.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of a join; each differs from the last in the number that ends the user key. */
final class JoinRequest {
  private static final int DIGITS = 12;

  private final byte[] template;
  private final int numberAt;
  private long number;

  /**
   * @param first number of the first user
   * @param wait seconds to wait for the decision; 0 for none
   */
  JoinRequest(String host, String room, String keyPrefix, long first, int wait) {
    String body = "{\"userKey\":\"" + keyPrefix + "0".repeat(DIGITS) + "\"}";
    String prefer = wait == 0 ? "" : "Prefer: wait=" + wait + "\r\n";
    String request =
        "POST /v1/rooms/%s/sessions HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s"
            .formatted(room, host, prefer, body.length(), body);
    template = request.getBytes(StandardCharsets.US_ASCII);
    numberAt = template.length - "\"}".length() - DIGITS;
    number = first;
  }

  int length() {
    return template.length;
  }

  /** Fills the buffer with the next user's request, ready to be written. */
  void next(ByteBuffer buffer) {
    long rest = number++;
    for (int i = DIGITS - 1; i >= 0; i--) {
      template[numberAt + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    buffer.clear().put(template).flip();
  }

  /** The number of the next user. */
  long number() {
    return number;
  }
}
