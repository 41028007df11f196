package dev.naru.query.upstream;

import dev.naru.model.RawJson;
import dev.naru.query.problem.Problem;
import java.time.Duration;

/** How a call ended. */
public sealed interface Outcome {

  /** The upstream's answer: one JSON value that the log can carry. */
  record Answered(RawJson result) implements Outcome {}

  /** An answer that was given before: nobody was asked. */
  record Remembered(RawJson result) implements Outcome {}

  /** An answer that broke off, and of which too much was told for another attempt. */
  record Broken(Problem problem) implements Outcome {}

  /** A failure that another attempt would not change. */
  record Failed(Problem problem) implements Outcome {}

  /**
   * A failure that another attempt may change.
   *
   * @param retryAfter what the upstream asks to wait, zero if nothing
   */
  record Unavailable(Problem problem, Duration retryAfter) implements Outcome {}

  /** The call was interrupted before it had an outcome. */
  record Aborted() implements Outcome {}
}
