package dev.naru.query.chunk;

import java.util.ArrayDeque;
import java.util.Deque;

/** How many of an attempt's last pieces fit into its stream: a number of them, and of bytes. */
final class KeptPieces {
  private static final int MOST = 10_000;

  private final long mostBytes;
  private final Deque<Integer> sizes = new ArrayDeque<>();
  private long bytes;
  private long oldest;

  KeptPieces(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Counts one more piece in, of so many bytes; returns the index of the oldest to keep. */
  long add(int size) {
    sizes.addLast(size);
    bytes += size;
    while (sizes.size() > MOST || bytes > mostBytes && sizes.size() > 1) {
      bytes -= sizes.removeFirst();
      oldest++;
    }
    return oldest;
  }
}
