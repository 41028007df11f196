package dev.naru.ingress.http;

import dev.naru.ingress.chunk.Chunks;
import dev.naru.ingress.chunk.Chunks.Listening;
import dev.naru.ingress.follow.Signals;
import dev.naru.ingress.follow.Signals.Watch;
import dev.naru.ingress.news.RoomNews;
import dev.naru.ingress.view.NewsReading;
import dev.naru.ingress.view.Partition;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a push waits for. It looks again when the thing itself changed and the view shows it, at
 * once; when its line moved, once a second; every 2 s in any case, unless the view has not moved at
 * all; and half a second after it could not read. Belongs to the thread that made it.
 */
final class PushEar implements AutoCloseable {
  private static final Duration AGAIN = Duration.ofMillis(500);

  private final Signals signals;
  private final Watch watch;
  private final Partition partition;
  private final Chunks chunks;
  private final RoomNews roomNews;
  private final Thread thread = Thread.currentThread();
  private final Set<String> lines = new HashSet<>();
  private final Set<Growth> growths = new HashSet<>();
  private RoomNews.@Nullable Listening listening;
  private volatile boolean grown = true;
  private long readAt;
  private long seenOffset = Long.MAX_VALUE;
  private boolean again = true;
  private boolean failed;
  private long awaited = -1;

  /**
   * @param id of the thing, as far as it is known before
   */
  PushEar(Signals signals, Partition partition, Chunks chunks, RoomNews roomNews, UUID id) {
    this.signals = signals;
    this.partition = partition;
    this.chunks = chunks;
    this.roomNews = roomNews;
    this.watch = signals.watch(Set.of(id));
    watch.hearQueries();
  }

  /** Begins a look; returns whether it is time to read, or only what is growing has grown. */
  boolean beginLook() {
    grown = false;
    if (!isDue()) {
      return false;
    }
    readAt = System.nanoTime();
    seenOffset = Long.MAX_VALUE;
    again = false;
    failed = false;
    lines.clear();
    watch.looked();
    return true;
  }

  /** Takes note of something that was read; what it is really called is watched too. */
  void saw(Seen<?> seen) {
    seenOffset = Math.min(seenOffset, seen.head().offset());
    String line = seen.line();
    if (line != null) {
      lines.add(line);
    }
    // it may have changed between the reading and this
    again |= watch.add(seen.id());
  }

  /** Looks again, too, when this changes: a transfer of the session ends its pushes. */
  void watch(UUID sessionId) {
    again |= watch.add(sessionId);
  }

  /** Something could not be read. */
  void failed() {
    failed = true;
    readAt = System.nanoTime();
  }

  /** What the sessions watched asked since the last time. */
  List<UUID> takeAsked() {
    return watch.takeAsked();
  }

  /** Begins to listen to the answer of a query. */
  Growth listen(UUID queryId) {
    return new Growth(queryId);
  }

  /** The news of the room as they are known, null if they are not yet; listens from now on. */
  @Nullable NewsReading news(String room) {
    if (listening == null) {
      listening = roomNews.listen(room, partition, this::nudge);
    }
    return listening.news();
  }

  /** There is something to look at; on any thread. */
  void nudge() {
    grown = true;
    LockSupport.unpark(thread);
  }

  /** Whether the service is about to end. */
  boolean isEnding() {
    return signals.isClosed();
  }

  /**
   * Waits until there is a reason to look.
   *
   * @param until when to return in any case, by {@link System#nanoTime()}
   * @param over tells that there is no reason to wait any more
   */
  void await(long until, BooleanSupplier over) {
    long next = System.nanoTime() + LongPolls.LINE_LOOK.toNanos();
    while (!grown && !isDue() && !isEnding() && !over.getAsBoolean()) {
      long now = System.nanoTime();
      if (now - until >= 0 || Thread.currentThread().isInterrupted()) {
        return;
      }
      next = now - next >= 0 ? now + LongPolls.LINE_LOOK.toNanos() : next;
      long pause = Math.min(next, until) - now;
      LockSupport.parkNanos(this, failed ? Math.min(pause, AGAIN.toNanos()) : pause);
    }
  }

  private boolean isDue() {
    long since = System.nanoTime() - readAt;
    if (failed) {
      return since >= AGAIN.toNanos();
    }
    return again
        || hasChanged(since)
        || since >= LongPolls.LINE_LOOK.toNanos() && hasMoved()
        || since >= LongPolls.LOOK.toNanos() && !isQuiet();
  }

  private boolean hasChanged(long since) {
    long change = watch.lastChange();
    if (change <= seenOffset) {
      return false;
    }
    boolean shown = change == Long.MAX_VALUE || partition.stamps().current().hasReached(change);
    if (!shown && awaited != change) {
      awaited = change;
      long deadline = System.nanoTime() + LongPolls.LINE_LOOK.toNanos();
      var unused =
          partition.stamps().reached(change, deadline).thenRun(() -> LockSupport.unpark(thread));
    }
    return shown || since >= LongPolls.LINE_LOOK.toNanos();
  }

  private boolean hasMoved() {
    return lines.stream().anyMatch(line -> signals.lastMove(line) > seenOffset);
  }

  private boolean isQuiet() {
    return partition.stamps().current().offset() == seenOffset && partition.currency().isCurrent();
  }

  @Override
  public void close() {
    watch.close();
    if (listening != null) {
      listening.close();
    }
    Set.copyOf(growths).forEach(Growth::close);
  }

  /** Whether an answer has grown since somebody asked last; at first it may have. */
  final class Growth implements AutoCloseable {
    private final AtomicBoolean more = new AtomicBoolean(true);
    private final Listening listening;

    private Growth(UUID queryId) {
      this.listening = chunks.listen(queryId, this::more);
      growths.add(this);
    }

    boolean take() {
      return more.getAndSet(false);
    }

    private void more() {
      more.set(true);
      nudge();
    }

    /** What has grown could not be read; the next look tries again. */
    void putBack() {
      more.set(true);
    }

    @Override
    public void close() {
      listening.close();
      growths.remove(this);
    }
  }
}
