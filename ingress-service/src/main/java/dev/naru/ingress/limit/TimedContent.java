package dev.naru.ingress.limit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Reads the content of a request within a time: the server's own time-out is for each read, and
 * whoever sends a byte now and then would never meet it.
 */
public final class TimedContent {
  /** Attribute of a request: a {@link Duration}, how long its content may take. */
  public static final String PATIENCE = TimedContent.class.getName();

  private static final int FIRST_BYTES = 512;

  private final InputStream content;
  private final LongSupplier nanoTime;
  private final long deadline;

  TimedContent(InputStream content, Duration patience, LongSupplier nanoTime) {
    this.content = content;
    this.nanoTime = nanoTime;
    this.deadline = nanoTime.getAsLong() + patience.toNanos();
  }

  /**
   * Begins now.
   *
   * @param patience the value of the attribute {@link #PATIENCE}
   */
  public static TimedContent of(InputStream content, Object patience) {
    return new TimedContent(content, (Duration) patience, System::nanoTime);
  }

  /**
   * Returns what there is; if it is more than {@code most} bytes, one more than that, and the rest
   * is not read. Throws {@link SocketTimeoutException} if it does not come in time, and {@link
   * EOFException} if it ends early.
   *
   * @param announced bytes; negative if it was not said how many
   */
  public byte[] read(long announced, int most) throws IOException {
    byte[] bytes = new byte[(int) Math.min(announced >= 0 ? announced : FIRST_BYTES, most + 1L)];
    int filled = 0;
    while (filled <= most) {
      if (filled == bytes.length) {
        if (announced >= 0) {
          return bytes;
        }
        bytes = Arrays.copyOf(bytes, Math.min(bytes.length * 2, most + 1));
      }
      int read = content.read(bytes, filled, bytes.length - filled);
      if (read < 0) {
        return ended(bytes, filled, announced);
      }
      filled += read;
      if (nanoTime.getAsLong() - deadline > 0) {
        throw new SocketTimeoutException("Expected the content in time, but it is still coming");
      }
    }
    return bytes;
  }

  private static byte[] ended(byte[] bytes, int filled, long announced) throws EOFException {
    if (filled < announced) {
      throw new EOFException("Expected " + announced + " bytes, but found " + filled);
    }
    return Arrays.copyOf(bytes, filled);
  }
}
