package dev.naru.query.upstream;

import dev.naru.query.problem.Problem;
import java.io.IOException;

/** An answer that kept its caller waiting for longer than the settings allow. */
final class SlowAnswerException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  SlowAnswerException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
