package dev.naru.admission.clock;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Appends a {@code Tick} when a deadline passes and no command comes by: one in flight at most, and
 * after a fruitless one (the log's clock is behind this one) a pause. The wall clock tells only
 * when to ask; what is due, the log's clock decides. Belongs to the loop's thread. Times are ms
 * since 1970.
 */
public final class DeadlineTicker {
  private static final long PAUSE_MILLIS = 200;

  private final Supplier<CompletableFuture<Long>> appendTick;
  private @Nullable CompletableFuture<Long> inFlight;
  private long notBefore;

  /**
   * @param appendTick appends a tick and completes with its offset
   */
  public DeadlineTicker(Supplier<CompletableFuture<Long>> appendTick) {
    this.appendTick = appendTick;
  }

  /** Appends a tick if one is due; {@code decided} is the offset of the last command decided. */
  public void tickIfDue(OptionalLong nextDeadline, long now, long decided) {
    if (inFlight != null && inFlight.isDone() && isSettled(inFlight, decided)) {
      inFlight = null;
      notBefore = now + PAUSE_MILLIS;
    }
    boolean due = nextDeadline.isPresent() && nextDeadline.getAsLong() <= now;
    // work that was left over, because a command carries only so much, needs no pause
    boolean leftOver = due && nextDeadline.getAsLong() == 0;
    if (due && inFlight == null && (leftOver || now >= notBefore)) {
      inFlight = appendTick.get();
    }
  }

  private static boolean isSettled(CompletableFuture<Long> tick, long decided) {
    return tick.isCompletedExceptionally() || tick.join() <= decided;
  }
}
