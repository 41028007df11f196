package dev.naru.bench.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One keep-alive connection, with at most one request under way. Not thread-safe. */
final class Connection {
  private static final int LARGEST_RESPONSE = 16 << 10;

  private final InetSocketAddress server;
  private final Selector selector;
  private final ByteBuffer request;
  private final ByteBuffer response = ByteBuffer.allocate(LARGEST_RESPONSE);
  private final ResponseReader reader = new ResponseReader();
  private SocketChannel channel;
  private SelectionKey key;
  private long sentAt;

  Connection(InetSocketAddress server, Selector selector, int requestLength) throws IOException {
    this.server = server;
    this.selector = selector;
    this.request = ByteBuffer.allocate(requestLength);
    this.channel = SocketChannel.open();
    this.key = connect();
  }

  private SelectionKey connect() throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    boolean connected = channel.connect(server);
    return channel.register(
        selector, connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT, this);
  }

  /** Sends the next request, now or as soon as the socket takes it. */
  void send(JoinRequest next, long now) throws IOException {
    next.next(request);
    sentAt = now;
    if (channel.isConnected()) {
      write();
    }
  }

  /** Goes on as far as it can; returns whether a response has come to its end. */
  boolean advance() throws IOException {
    if (key.isConnectable()) {
      channel.finishConnect();
      key.interestOps(SelectionKey.OP_WRITE);
    }
    if (key.isWritable()) {
      write();
    }
    return key.isReadable() && read();
  }

  private void write() throws IOException {
    channel.write(request);
    key.interestOps(request.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
  }

  private boolean read() throws IOException {
    if (channel.read(response) < 0) {
      throw new EOFException("The server closed a connection that waited for an answer");
    }
    return reader.isComplete(response);
  }

  int status() {
    return reader.status();
  }

  /** When the request that is under way was sent, in ns. */
  long sentAt() {
    return sentAt;
  }

  /** Forgets the response; returns whether the connection had to be made anew. */
  boolean reuse() throws IOException {
    boolean renewed = reader.isLast();
    response.clear();
    reader.reset();
    if (renewed) {
      channel.close();
      channel = SocketChannel.open();
      key = connect();
    }
    return renewed;
  }

  void close() throws IOException {
    channel.close();
  }
}
