package dev.naru.query.slot;

import dev.naru.model.command.FinishQuery;
import dev.naru.query.deadletter.DeadLetter;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says an {@link Ending}, again and again until it is acknowledged, for as long as it is asked. */
final class Farewell {
  private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);
  private static final long RESEND_NANOS = 500_000_000L;

  private final SlotPool pool;
  private final Consumer<Runnable> inbox;
  private final @Nullable Ending withoutResult;
  private Ending ending;
  private boolean sending;
  private long resendAt;

  /**
   * @param withoutResult what to say if the log refuses the ending for its size
   */
  Farewell(
      SlotPool pool,
      Consumer<Runnable> inbox,
      Ending ending,
      @Nullable Ending withoutResult,
      long now) {
    this.pool = pool;
    this.inbox = inbox;
    this.ending = ending;
    this.withoutResult = withoutResult;
    this.resendAt = now;
  }

  boolean isSaid() {
    return ending.isSaid();
  }

  long remaining(long now) {
    return sending ? Long.MAX_VALUE : resendAt - now;
  }

  /** Sends what is still to be said, if it is not on its way; {@code then} hears of each change. */
  void say(long now, Runnable then) {
    if (sending || isSaid() || now - resendAt < 0) {
      return;
    }
    sending = true;
    var unused =
        send().whenComplete((acknowledged, error) -> inbox.accept(() -> over(error, then)));
  }

  private CompletableFuture<Void> send() {
    DeadLetter letter = ending.letter();
    if (letter != null) {
      return pool.deadLetters().send(letter);
    }
    FinishQuery finish = ending.finish();
    return finish == null
        ? CompletableFuture.completedFuture(null)
        : pool.commands().append(ending.partition(), finish);
  }

  private void over(@Nullable Throwable error, Runnable then) {
    sending = false;
    if (error == null) {
      ending =
          ending.letter() == null
              ? new Ending(ending.partition(), null, null)
              : ending.withoutLetter();
    } else if (ending.letter() == null
        && error instanceof RecordTooLargeException
        && withoutResult != null) {
      LOG.warn("The log refuses a result for its size, so its query fails: pool={}", pool.name());
      ending = withoutResult;
    } else {
      resendAt = pool.nanos().getAsLong() + RESEND_NANOS;
      LOG.warn(
          "The end of a query is not acknowledged, so its slot stays taken and it is sent again: pool={} reason={}",
          pool.name(),
          error.toString());
    }
    then.run();
  }
}
