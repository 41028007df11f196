package dev.naru.admission.replay;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A line on a terminal that shows how far a replay is, drawn again ten times a second at most. */
final class ProgressBar implements ProgressListener {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int WIDTH = 40;

  /** Asking for the time costs more than many commands do. */
  private static final int LOOK_EVERY = 1_024;

  private final PrintStream terminal;
  private final long begun = System.nanoTime();
  private long drawn = begun - PAUSE_NANOS;

  ProgressBar(PrintStream terminal) {
    this.terminal = terminal;
  }

  @Override
  public void at(long done, long total) {
    boolean looks = done % LOOK_EVERY == 0 || done >= total;
    long now = looks ? System.nanoTime() : drawn;
    if (now - drawn >= PAUSE_NANOS || (looks && done >= total)) {
      drawn = now;
      draw(done, total, now);
    }
  }

  private void draw(long done, long total, long now) {
    double part = total == 0 ? 1 : Math.min(1, done / (double) total);
    int filled = (int) (part * WIDTH);
    double seconds = Math.max(1e-3, (now - begun) / (double) TimeUnit.SECONDS.toNanos(1));
    terminal.printf(
        Locale.ROOT,
        "\r[%s%s] %3.0f %% %,d of %,d commands, %,.0f/s%s",
        "#".repeat(filled),
        " ".repeat(WIDTH - filled),
        100 * part,
        done,
        total,
        done / seconds,
        done >= total ? "\n" : "");
    terminal.flush();
  }
}
