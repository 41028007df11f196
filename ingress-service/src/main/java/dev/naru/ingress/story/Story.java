package dev.naru.ingress.story;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One visitor's wait, step by step.
 *
 * @param receipt null if the request was refused
 */
public record Story(UUID sessionId, @Nullable Receipt receipt, List<Step> steps) {

  /**
   * The visitor's place in the log, which anyone with the log can check.
   *
   * @param offset of the request in {@code naru.commands}
   * @param chainHash running SHA-256 of the log up to and including the request, 64 hex digits
   */
  public record Receipt(int partition, long offset, long ticket, String chainHash) {}

  /**
   * What happened, or, as the last one of a wait that goes on, how it stands.
   *
   * @param ahead how many waited before the visitor then; null once the wait is over, and while
   *     nobody can know it
   * @param why for people
   */
  public record Step(Instant at, What what, @Nullable Integer ahead, String why) {}

  /** Kinds of steps. */
  public enum What {
    JOINED,
    /** Some of those before the visitor went. */
    MOVED,
    /** An operator moved somebody who waited past the visitor. */
    PASSED,
    /** An operator let the visitor stand elsewhere in the line. */
    PLACED,
    PAUSED,
    RESUMED,
    OPENED,
    CLOSED,
    DRAINED,
    /** Another number of sessions may be active from then on. */
    CAPACITY,
    /** The order of those who came before the room opened was drawn. */
    DRAWN,
    /** Joins are taken, and nobody is admitted before the room opens. */
    PRE_QUEUE,
    /** Nothing that those inside ask gets a slot, so they stay for longer. */
    HELD,
    RELEASED,
    /** Now: the wait goes on. */
    WAITING,
    ADMITTED,
    ENDED
  }
}
