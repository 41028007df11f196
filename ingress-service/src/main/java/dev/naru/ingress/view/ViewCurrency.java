package dev.naru.ingress.view;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a partition's view may be shown as truth: it has every event that is older than 2 s, and
 * the log has answered within the last 5 s. Written by the follower's thread, read by all.
 */
public final class ViewCurrency {
  static final Duration MOST_BEHIND = Duration.ofSeconds(2);
  static final Duration MOST_SILENT = Duration.ofSeconds(5);
  private static final Duration MARK_EVERY = Duration.ofMillis(100);

  private final LongSupplier nanoTime;
  private final Stamps stamps;
  private final Deque<Mark> marks = new ArrayDeque<>();
  private volatile long required = -1;
  private volatile long unseenSince;
  private volatile boolean unseen;
  private volatile long contactAt;
  private volatile boolean contacted;

  ViewCurrency(LongSupplier nanoTime, Stamps stamps) {
    this.nanoTime = nanoTime;
    this.stamps = stamps;
  }

  public static ViewCurrency of(Stamps stamps) {
    return new ViewCurrency(System::nanoTime, stamps);
  }

  /** The log has an event of the command at this offset. */
  public void event(long offset) {
    long now = nanoTime.getAsLong();
    Mark newest = marks.peekLast();
    if (newest != null && now - newest.at() < MARK_EVERY.toNanos()) {
      // an event counts as old as the first within a tenth of a second: marks stay few
      marks.pollLast();
      marks.addLast(new Mark(Math.max(offset, newest.offset()), newest.at()));
    } else {
      marks.addLast(new Mark(offset, now));
    }
  }

  /** The log has answered. */
  public void contact() {
    contactAt = nanoTime.getAsLong();
    contacted = true;
  }

  /** Looks at the time: what is older than 2 s is due. */
  public void tick() {
    long now = nanoTime.getAsLong();
    Mark oldest = marks.peekFirst();
    while (oldest != null && isDone(oldest, now)) {
      // what the view has reached early is not required yet: a reading may be a moment older
      if (isDue(oldest, now)) {
        required = Math.max(required, oldest.offset());
      }
      marks.pollFirst();
      oldest = marks.peekFirst();
    }
    if (stamps.current().hasReached(required)) {
      unseen = oldest != null && !stamps.current().hasReached(oldest.offset());
      unseenSince = unseen && oldest != null ? oldest.at() : now;
    } else if (!unseen) {
      unseen = true;
      unseenSince = now - MOST_BEHIND.toNanos();
    }
  }

  private boolean isDone(Mark mark, long now) {
    return isDue(mark, now) || stamps.current().hasReached(mark.offset());
  }

  private static boolean isDue(Mark mark, long now) {
    return now - mark.at() > MOST_BEHIND.toNanos();
  }

  /** Why the view, read at this head, may not be shown; null if it may. */
  public @Nullable String objection(Head head) {
    if (!hasContact()) {
      return "the log does not answer, so nobody knows whether the view is current";
    }
    return head.hasReached(required) ? null : "the view is behind the log";
  }

  public boolean isCurrent() {
    return objection(stamps.current()) == null;
  }

  /** Whether the log has answered within the last 5 s. */
  public boolean hasContact() {
    return contacted && nanoTime.getAsLong() - contactAt <= MOST_SILENT.toNanos();
  }

  /** Age, in seconds, of the oldest event that the view does not show. */
  public double lagSeconds() {
    return unseen ? Math.max(0, nanoTime.getAsLong() - unseenSince) / 1e9 : 0;
  }

  private record Mark(long offset, long at) {}
}
