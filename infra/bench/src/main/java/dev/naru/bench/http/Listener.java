package dev.naru.bench.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One connection that is told things. Belongs to the thread that reads all of them. */
final class Listener {
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final int KEPT = 200;
  private static final byte[] PONG = {(byte) 0x8A, (byte) 0x80, 0, 0, 0, 0};

  private final SocketChannel channel;
  private final byte @Nullable [] afterHead;
  private String kept = "";
  private boolean begun;
  private boolean greeted;
  private long heardRound = -1;

  /**
   * @param afterHead what is sent when the head of the answer has come
   */
  Listener(SocketChannel channel, byte @Nullable [] afterHead) {
    this.channel = channel;
    this.afterHead = afterHead;
  }

  /** Reads what there is; throws {@link IOException} if the other side has ended. */
  void read(ByteBuffer buffer, String greeting, String marker, long round) throws IOException {
    buffer.clear();
    if (channel.read(buffer) < 0) {
      throw new EOFException("Expected to be told more, but it ended after: " + kept);
    }
    String text =
        kept + new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
    if (!begun && text.contains(END_OF_HEAD)) {
      begun = true;
      if (afterHead != null) {
        channel.write(ByteBuffer.wrap(afterHead));
      }
    }
    greeted |= text.contains(greeting);
    if (text.contains(marker)) {
      heardRound = round;
    }
    kept = text.substring(Math.max(0, text.length() - KEPT));
  }

  /** Gives a sign of life, if it is on a WebSocket: a pong that nobody asked for. */
  void live() throws IOException {
    if (begun && afterHead != null) {
      channel.write(ByteBuffer.wrap(PONG));
    }
  }

  /** Whether the first thing has been told. */
  boolean isGreeted() {
    return greeted;
  }

  long heardRound() {
    return heardRound;
  }
}
