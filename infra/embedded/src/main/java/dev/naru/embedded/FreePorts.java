package dev.naru.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports below the range from which the kernels take the local ends of outgoing connections: while a
 * server is stopped, no client can come to sit on its port (nor connect to itself there).
 */
final class FreePorts {

  private static final int FIRST = 10_000;
  private static final int COUNT = 22_000;
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private FreePorts() {}

  /** The wish if it is not 0, else a free port that this process has not been given before. */
  static int choose(int wish) {
    if (wish != 0) {
      return wish;
    }
    for (int i = 0; i < COUNT; i++) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new ServerException("No free port between %d and %d".formatted(FIRST, FIRST + COUNT));
  }

  static void require(String server, int port) {
    if (!isFree(port)) {
      throw new ServerException("%s cannot start: port %d is in use".formatted(server, port));
    }
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
