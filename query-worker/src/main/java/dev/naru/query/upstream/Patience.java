package dev.naru.query.upstream;

import dev.naru.model.UpstreamSettings;
import dev.naru.query.problem.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long an answer may keep its caller waiting within one attempt; null is for as long as the
 * attempt lasts.
 *
 * @param firstByte from the beginning of the call to the first byte of the answer's body
 * @param chunk from one piece of the body to the next
 */
record Patience(@Nullable Duration firstByte, @Nullable Duration chunk) {
  static final Patience ENDLESS = new Patience(null, null);

  static Patience of(UpstreamSettings upstream) {
    return new Patience(upstream.firstByteTimeout(), upstream.chunkTimeout());
  }

  static Problem firstByteTimedOut(Duration most) {
    return Problem.of(
        "FIRST_BYTE_TIMED_OUT",
        "Expected the first byte of an answer from the upstream within "
            + most.toMillis()
            + " ms, but nothing came");
  }

  static Problem chunkTimedOut(Duration most) {
    return Problem.of(
        "CHUNK_TIMED_OUT",
        "Expected the next piece of an answer from the upstream within "
            + most.toMillis()
            + " ms, but nothing came");
  }
}
