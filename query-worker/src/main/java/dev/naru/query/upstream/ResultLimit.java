package dev.naru.query.upstream;

import dev.naru.query.problem.Problem;

/** The pool's {@code max-result}, in the words of an error. */
public final class ResultLimit {
  private ResultLimit() {}

  public static Problem exceeded(long maxBytes) {
    return Problem.of(
        "RESULT_TOO_LARGE",
        "Expected a result of at most " + maxBytes + " bytes, but the upstream's is larger");
  }
}
