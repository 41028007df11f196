package dev.naru.query.slot;

import dev.naru.query.problem.Problem;
import dev.naru.query.upstream.Chunks;
import dev.naru.query.upstream.Outcome;
import dev.naru.query.upstream.Question;
import dev.naru.query.upstream.Upstream;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call on a virtual thread of its own. All but the call itself is the slot thread's. */
final class Call {
  private static final Logger LOG = LoggerFactory.getLogger(Call.class);

  /** Why a call was aborted. */
  enum Abort {
    TIMED_OUT,
    CANCELLED,
    /** Nothing proves any more that the slot is this worker's. */
    UNPROVEN,
    /** The slot is to go to another worker, and the grace is over. */
    HANDED_OVER
  }

  private final Thread thread;
  private @Nullable Abort aborted;

  private Call(
      Upstream upstream, Question question, Chunks chunks, BiConsumer<Call, Outcome> over) {
    this.thread =
        Thread.ofVirtual()
            .name("naru-call-" + question.queryId())
            .unstarted(() -> over.accept(this, ask(upstream, question, chunks)));
  }

  /** Starts the call; {@code over} hears of its end on the call's thread. */
  static Call begin(
      Upstream upstream, Question question, Chunks chunks, BiConsumer<Call, Outcome> over) {
    Call call = new Call(upstream, question, chunks, over);
    call.thread.start();
    return call;
  }

  /** Returns at once; the call's end is told as always. The first reason stands. */
  void abort(Abort why) {
    if (aborted == null) {
      aborted = why;
      thread.interrupt();
    }
  }

  @Nullable Abort aborted() {
    return aborted;
  }

  private static Outcome ask(Upstream upstream, Question question, Chunks chunks) {
    try {
      return upstream.call(question, chunks);
    } catch (InterruptedException e) {
      return new Outcome.Aborted();
    } catch (RuntimeException e) {
      LOG.warn("A call failed unexpectedly and is tried again: queryId={}", question.queryId(), e);
      return new Outcome.Unavailable(
          Problem.of(
              "UPSTREAM_FAILED", "Expected an outcome, but found " + e.getClass().getSimpleName()),
          Duration.ZERO);
    }
  }
}
