package dev.naru.admission.history;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** How far history is behind, and what holds it up; for health and metrics. Thread-safe. */
final class HistoryProgress {
  private final InstantSource time;
  private volatile long oldestMissing;
  private volatile @Nullable String trouble;
  private volatile @Nullable String unreadable;

  HistoryProgress(InstantSource time) {
    this.time = time;
  }

  /** A batch came in; its first event is of this clock, ms since 1970. */
  void began(long clock) {
    oldestMissing = clock;
  }

  /** The batch is in the table; nothing more is known to be missing. */
  void done() {
    oldestMissing = 0;
    trouble = null;
  }

  /** The batch, or the table itself, has to wait: it will be tried again. */
  void waitsFor(Exception cause) {
    if (oldestMissing == 0) {
      oldestMissing = time.millis(); // nothing was read yet: at least since now
    }
    trouble = String.valueOf(cause.getMessage());
  }

  /** Nothing goes on until someone has looked. */
  void stopped(UnreadableEventException cause) {
    unreadable = cause.getMessage();
  }

  /** What is waited for; null if nothing. */
  @Nullable String trouble() {
    return trouble;
  }

  /** The record that nobody can read; null if none. */
  @Nullable String unreadable() {
    return unreadable;
  }

  /** How long ago the oldest event happened that was read and is not in the table, in seconds. */
  double secondsBehind() {
    long clock = oldestMissing;
    return clock == 0 ? 0 : Math.max(0, time.millis() - clock) / 1_000.0;
  }
}
