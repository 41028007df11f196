package dev.naru.ingress.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection on which a test writes what no client would. */
final class BareSocket implements AutoCloseable {
  private static final int LONGEST_MILLIS = 30_000;
  private final Socket socket;

  BareSocket(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(LONGEST_MILLIS);
    socket.setTcpNoDelay(true);
  }

  BareSocket write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** All until the server closes; a reset is an end as well. */
  String readToEnd() {
    StringBuilder all = new StringBuilder();
    try {
      int read = socket.getInputStream().read();
      while (read >= 0) {
        all.append((char) read);
        read = socket.getInputStream().read();
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("Expected the server to close, but it did not: " + all, e);
    } catch (IOException e) {
      // reset
    }
    return all.toString();
  }

  /** Reads up to the end of the text. */
  BareSocket readUntil(String end) throws IOException {
    StringBuilder all = new StringBuilder();
    while (all.indexOf(end) < 0) {
      int read = socket.getInputStream().read();
      if (read < 0) {
        throw new AssertionError("Expected '" + end + "', but the server closed: " + all);
      }
      all.append((char) read);
    }
    return this;
  }

  /** Writes a byte again and again, until it is interrupted or nobody takes it. */
  void drip(Duration pause) {
    try {
      while (true) {
        write(" ");
        Thread.sleep(pause);
      }
    } catch (IOException | InterruptedException e) {
      // that is the end
    }
  }

  /** Whether the server has closed by now. */
  boolean isClosed() {
    try {
      socket.setSoTimeout(1);
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Sends a request on a connection of its own, and returns the answer with its head. */
  static String exchange(int port, String request) throws IOException {
    try (BareSocket socket = new BareSocket(port)) {
      return socket.write(request).readToEnd();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
