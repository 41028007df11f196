package dev.naru.query.upstream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one call may still wait for, while its answer comes. */
final class Pace {
  private final Patience patience;
  private final long began = System.nanoTime();
  private boolean begun;

  /** The call begins now. */
  Pace(Patience patience) {
    this.patience = patience;
  }

  /** Something of the body is here. */
  void came() {
    begun = true;
  }

  /** Nanoseconds for the next piece; null is for as long as it takes. */
  @Nullable Long left() {
    Duration most = begun ? patience.chunk() : patience.firstByte();
    if (most == null) {
      return null;
    }
    return begun ? most.toNanos() : Math.max(0, most.toNanos() - (System.nanoTime() - began));
  }

  /** Whether the time for the first byte is over. */
  boolean isOver() {
    Long left = left();
    return left != null && left <= 0;
  }

  /** What to throw when it has come to that. */
  SlowAnswerException tooSlow() {
    Duration firstByte = patience.firstByte();
    Duration chunk = patience.chunk();
    return new SlowAnswerException(
        begun
            ? Patience.chunkTimedOut(chunk == null ? Duration.ZERO : chunk)
            : Patience.firstByteTimedOut(firstByte == null ? Duration.ZERO : firstByte));
  }
}
