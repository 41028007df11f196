package dev.naru.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A way to a server on the loopback that can go wrong like a network does. */
final class FaultyLink implements AutoCloseable {
  private static final int CHUNK = 64 << 10;
  private static final long DELAY_MILLIS = 100;
  private static final long LOOK_MILLIS = 20;

  /** How it goes. */
  enum Mode {
    GOOD,
    /** Nobody is let in, and whoever is in is put out. */
    REFUSING,
    /** Whatever is sent is taken, and nothing comes back. */
    SILENT,
    /** Each answer takes 100 ms longer. */
    SLOW,
    /** What is asked is done, and the connection breaks instead of an answer. */
    LOSING_ANSWERS
  }

  private final InetSocketAddress server;
  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Mode mode = Mode.GOOD;
  private volatile boolean closed;

  FaultyLink(int serverPort) {
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
    try {
      this.door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  void become(Mode next) {
    mode = next;
    if (next == Mode.REFUSING) {
      open.forEach(FaultyLink::end);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!closed) {
      try {
        connect(door.accept());
      } catch (IOException e) {
        // closed, or the server is away: the client is told by the closed connection
      }
    }
  }

  private void connect(Socket client) throws IOException {
    if (mode == Mode.REFUSING) {
      client.close();
      return;
    }
    Socket target = new Socket();
    try {
      target.connect(server, 1_000);
      client.setTcpNoDelay(true);
      target.setTcpNoDelay(true);
    } catch (IOException e) {
      client.close();
      target.close();
      throw e;
    }
    open.add(client);
    open.add(target);
    if (mode == Mode.REFUSING) { // since it was let in
      end(client);
      end(target);
    }
    Thread.ofVirtual().start(() -> copy(client, target, false));
    Thread.ofVirtual().start(() -> copy(target, client, true));
  }

  private void copy(Socket from, Socket to, boolean answers) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] chunk = new byte[CHUNK];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        if (answers && !mayAnswer()) {
          return;
        }
        out.write(chunk, 0, read);
      }
    } catch (IOException e) {
      // one of both is gone, and so is the other then
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private boolean mayAnswer() throws InterruptedException {
    if (mode == Mode.SLOW) {
      TimeUnit.MILLISECONDS.sleep(DELAY_MILLIS);
    }
    while (mode == Mode.SILENT && !closed) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return mode != Mode.LOSING_ANSWERS;
  }

  @Override
  public void close() {
    closed = true;
    try {
      door.close();
      open.forEach(FaultyLink::end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
