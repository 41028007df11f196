package dev.naru.bench.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Sockets that want nothing but to be in the way: a quarter each never write, stop in the middle of
 * a head or of a content, or ask for much and never read. Each is opened anew before the server has
 * hung up on it for long.
 */
final class HostileCrowd implements AutoCloseable {
  private static final Duration LIFE = Duration.ofSeconds(25);
  private static final String JOIN =
      "POST /v1/rooms/default/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"user";

  /** What each kind sends; read is nothing of what comes back. */
  private static final String[] KINDS = {
    "",
    "GET /v1/rooms/default HTTP/1.1\r\nHost: x\r\nX-Slow: a",
    JOIN,
    "GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n".repeat(20)
  };

  private final InetSocketAddress server;
  private final SocketChannel[] sockets;
  private final Thread thread;
  private volatile boolean closed;

  /** Returns when all are open. */
  HostileCrowd(InetSocketAddress server, int size) throws IOException {
    this.server = server;
    this.sockets = new SocketChannel[size];
    for (int i = 0; i < size; i++) {
      sockets[i] = open(i);
    }
    thread = Thread.ofPlatform().daemon().name("hostile").start(this::renew);
  }

  private SocketChannel open(int number) throws IOException {
    SocketChannel socket = SocketChannel.open();
    socket.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 10);
    // what is closed leaves nothing behind, or the ports would be used up
    socket.setOption(StandardSocketOptions.SO_LINGER, 0);
    socket.connect(server);
    socket.configureBlocking(false);
    ByteBuffer said =
        ByteBuffer.wrap(KINDS[number % KINDS.length].getBytes(StandardCharsets.US_ASCII));
    int unused = socket.write(said);
    return socket;
  }

  private void renew() {
    long pause = LIFE.toNanos() / sockets.length;
    for (int i = 0; !closed; i = (i + 1) % sockets.length) {
      try {
        sockets[i].close();
        sockets[i] = open(i);
      } catch (IOException e) {
        // the server does not want it: the next turn tries again
      }
      LockSupport.parkNanos(pause);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    closed = true;
    thread.join();
    for (SocketChannel socket : sockets) {
      socket.close();
    }
  }
}
