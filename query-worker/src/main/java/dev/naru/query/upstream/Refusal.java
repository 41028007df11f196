package dev.naru.query.upstream;

import dev.naru.query.problem.Problem;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Set;

/** What an answer with another status than {@code 2xx} comes to. */
final class Refusal {
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  /** Of its body only so much is read as it takes to keep the connection. */
  private static final long MOST = 64 << 10;

  private Refusal() {}

  /** The outcome; what the upstream says itself is read and left out. */
  static Outcome of(HttpAnswer answer, InstantSource clock)
      throws IOException, InterruptedException {
    var unused = text(answer);
    return of(answer, clock, "");
  }

  /**
   * The outcome.
   *
   * @param words what the upstream says about it, fit to be shown; may be empty
   */
  static Outcome of(HttpAnswer answer, InstantSource clock, String words) {
    int status = answer.status();
    Problem problem =
        Problem.of(
                "UPSTREAM_FAILED",
                "Expected a status of 2xx from the upstream, but it answered "
                    + status
                    + (words.isEmpty() ? "" : ": " + words))
            .withUpstreamStatus(status);
    return status >= 400 && status < 500 && !PASSING.contains(status)
        ? new Outcome.Failed(problem)
        : new Outcome.Unavailable(problem, RetryAfter.of(answer.headers(), clock));
  }

  /** The answer's body as text, up to 64 KB of it. */
  static String text(HttpAnswer answer) throws IOException, InterruptedException {
    LimitedText text = new LimitedText(answer.charset(), MOST);
    for (byte[] bytes = answer.next(); bytes != null; bytes = answer.next()) {
      var unused = text.add(bytes);
      if (text.isTooLong()) {
        break;
      }
    }
    return text.toString();
  }
}
