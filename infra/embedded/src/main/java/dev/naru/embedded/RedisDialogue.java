package dev.naru.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The two questions a starting Redis is asked, in its inline protocol. */
final class RedisDialogue {

  private static final int TIMEOUT_MS = 2_000;

  private RedisDialogue() {}

  /** True once Redis has loaded its data and serves. */
  static boolean serves(int port) {
    try {
      return ask(port, "PING", "+PONG");
    } catch (IOException e) {
      return false;
    }
  }

  /** True if it is this very process that listens on the port. */
  static boolean isProcess(int port, long pid) {
    try {
      return ask(port, "INFO server", "process_id:" + pid);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean ask(int port, String command, String expectedLine) throws IOException {
    try (var socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
      socket
          .getOutputStream()
          .write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
      var lines =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .lines();
      return lines.anyMatch(expectedLine::equals);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
