package dev.naru.standalone;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One connection to an HTTP server on this machine, with next to no cost of its own: what warms up
 * must not be the client.
 */
final class PlainHttp implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream in;

  PlainHttp(int port) throws IOException {
    socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Returns the content of the answer, whatever its status. */
  String send(String method, String path, String token, String body) throws IOException {
    String request =
        """
        %s %s HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/json\r
        Content-Length: %d\r
        Prefer: wait=5\r
        Authorization: Bearer %s\r
        \r
        %s"""
            .formatted(method, path, body.length(), token, body);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("The connection was closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
