package dev.naru.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Looks whether HTTP can have its port, before anything slow is started. */
final class HttpPort {

  private HttpPort() {}

  /** Returns the port, or a free one for 0. */
  static int require(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new WrongUseException(
          "Port %d of 127.0.0.1 cannot be used (%s): stop what uses it, or choose another with --port"
              .formatted(port, e.getMessage()),
          e);
    }
  }
}
