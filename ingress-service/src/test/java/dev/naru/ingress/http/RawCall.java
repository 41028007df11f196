package dev.naru.ingress.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A call over a socket of its own, which can be closed at any moment. */
final class RawCall implements AutoCloseable {
  private final Socket socket;

  RawCall(int port, String key, String body, boolean chunked) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    String head =
        "POST /openai/v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\nAuthorization: Bearer "
            + key
            + "\r\n";
    String content =
        chunked
            ? "Transfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(length)
                + "\r\n"
                + body
                + "\r\n0\r\n\r\n"
            : "Content-Length: " + length + "\r\n\r\n" + body;
    send(head + content);
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns what comes, up to that text and some more. */
  String readUntil(String text) throws IOException {
    StringBuilder all = new StringBuilder();
    byte[] bytes = new byte[64 << 10];
    while (all.indexOf(text) < 0) {
      int read = socket.getInputStream().read(bytes);
      if (read < 0) {
        throw new IOException("Expected '" + text + "', but only this came: " + all);
      }
      all.append(new String(bytes, 0, read, StandardCharsets.UTF_8));
    }
    return all.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
