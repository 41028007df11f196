package dev.naru.admission.replay;

import dev.naru.admission.replay.log.CannotReplayException;
import dev.naru.admission.view.ViewReading;
import dev.naru.admission.view.ViewReading.Head;
import dev.naru.admission.view.ViewRenewal;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has the view of a partition made anew from the log, beside the one that users go on reading, and
 * verifies it; before that the histories in Postgres, if that is asked for. Throws {@link
 * CannotReplayException} if it could not be done.
 */
public final class RebuildReplay {
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final long LOOK_MILLIS = 100;

  private final String redis;
  private final int partition;
  private final @Nullable HistoryRewrite history;

  /**
   * @param redis where the live view is, such as {@code redis://127.0.0.1:6379}
   * @param history null if the histories are left alone
   */
  RebuildReplay(String redis, int partition, @Nullable HistoryRewrite history) {
    this.redis = redis;
    this.partition = partition;
    this.history = history;
  }

  /** Takes a request for all of the live log: a view of a part of it would be nobody's. */
  public RebuildReport run(ReplayRequest request, ProgressListener progress) {
    if (!(request.from() instanceof ReplayPoint.Earliest) || !request.isToTheEnd()) {
      throw new CannotReplayException(
          "Expected a rebuild from earliest to latest, but found a span: leave 'from' and 'to' out");
    }
    try (ViewReading view = new ViewReading(redis, partition)) {
      Head before = view.head();
      if (before == null) {
        throw new CannotReplayException(
            "Expected a view in Redis, but there is none: the admission worker writes it as soon as it runs");
      }
      HistoryReport written = history == null ? null : history.run(progress);
      new ViewRenewal(redis, partition).ask();
      Head after = renewed(view, before);
      VerifyReport verified = new VerifyReplay(redis, partition).run(request, progress);
      return new RebuildReport(before.generation(), after.generation(), verified, written);
    } catch (RedisException e) {
      throw new CannotReplayException(
          "Expected Redis to answer at %s, but it does not: try again when it is back"
              .formatted(redis));
    }
  }

  private static Head renewed(ViewReading view, Head before) {
    long until = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < until) {
      @Nullable Head head = view.head();
      if (head != null && head.generation() != before.generation()) {
        return head;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CannotReplayException("Expected the view to be made anew, but was interrupted");
      }
    }
    throw new CannotReplayException(
        "Expected the view to be made anew within %d minutes, but it was not: see whether the admission worker is ready"
            .formatted(LONGEST.toMinutes()));
  }
}
