package dev.naru.bench.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Many connections that are told things, read by one thread. */
final class Listeners implements AutoCloseable {
  private static final String GREETING = "\"sessionId\"";
  private static final long LIFE = TimeUnit.SECONDS.toNanos(10);

  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
  private int open;
  private String marker = "\0";
  private long round;
  private int greeted;
  private int heard;
  private long lastHeardAt;
  private long livedAt = System.nanoTime();

  Listeners() throws IOException {}

  /** Opens a WebSocket for the session. */
  void socket(InetSocketAddress address, String token) throws IOException {
    String hello = "{\"type\":\"hello\",\"token\":\"" + token + "\"}";
    open(
        address,
        """
        GET /v1/ws HTTP/1.1
        Host: localhost
        Connection: Upgrade
        Upgrade: websocket
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Protocol: naru.v1

        """,
        masked(hello.getBytes(StandardCharsets.UTF_8)));
  }

  /** Opens the session's server-sent events. */
  void events(InetSocketAddress address, String session, String token) throws IOException {
    open(
        address,
        """
        GET /v1/sessions/%s/events HTTP/1.1
        Host: localhost
        Authorization: Bearer %s

        """
            .formatted(session, token),
        null);
  }

  private void open(InetSocketAddress address, String request, byte @Nullable [] afterHead)
      throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    byte[] bytes = request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    channel.write(ByteBuffer.wrap(bytes));
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, new Listener(channel, afterHead));
    open++;
  }

  /** A frame of text of up to 64 kB; all zeros are a mask too. */
  private static byte[] masked(byte[] content) {
    ByteBuffer frame = ByteBuffer.allocate(content.length + 8);
    frame.put((byte) 0x81);
    if (content.length < 126) {
      frame.put((byte) (0x80 | content.length));
    } else {
      frame.put((byte) (0x80 | 126)).putShort((short) content.length);
    }
    frame.putInt(0).put(content);
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }

  int open() {
    return open;
  }

  /** Waits until all were told the first thing. */
  void awaitGreetings(long deadline) throws IOException {
    while (greeted < open) {
      read(deadline, "Expected all to be greeted, but " + greeted + " of " + open + " were");
    }
  }

  /** Begins a round: all are to hear that text. */
  void expect(String text) {
    marker = text;
    round++;
    heard = 0;
  }

  /** Waits until all have heard it; returns when the last one did. */
  long awaitHeard(long deadline) throws IOException {
    while (heard < open) {
      read(deadline, "Expected all to hear it, but " + heard + " of " + open + " did");
    }
    return lastHeardAt;
  }

  /** Reads for a while; all must stay open. */
  void listen(long deadline) throws IOException {
    while (deadline - System.nanoTime() > 0) {
      select(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    }
  }

  private void read(long deadline, String complaint) throws IOException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new IOException(complaint);
    }
    select(left);
  }

  private void select(long millis) throws IOException {
    live();
    selector.select(Math.min(millis, LIFE / 1_000_000));
    for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
      Listener listener = (Listener) keys.next().attachment();
      keys.remove();
      boolean wasGreeted = listener.isGreeted();
      long before = listener.heardRound();
      listener.read(buffer, GREETING, marker, round);
      if (!wasGreeted && listener.isGreeted()) {
        greeted++;
      }
      if (before != round && listener.heardRound() == round) {
        heard++;
        lastHeardAt = System.nanoTime();
      }
    }
  }

  private void live() throws IOException {
    if (System.nanoTime() - livedAt > LIFE) {
      livedAt = System.nanoTime();
      for (SelectionKey key : selector.keys()) {
        ((Listener) key.attachment()).live();
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
