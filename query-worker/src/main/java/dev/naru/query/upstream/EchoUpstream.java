package dev.naru.query.upstream;

import dev.naru.model.RawJson;
import dev.naru.query.problem.Problem;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers {@code {"echo": <payload>}} after {@code payload.delayMillis}, 0 to 600,000; fails, for
 * good, if {@code payload.fail} is true. With {@code payload.chunks} it says so many pieces, or
 * these, on the way, the delay spread over them.
 */
final class EchoUpstream implements Upstream {
  private static final int LONGEST_DELAY = 600_000;

  @Override
  public Outcome call(Question question, Chunks chunks) throws InterruptedException {
    JsonNode payload = JsonMapper.shared().readTree(question.payload().text());
    JsonNode delay = payload.path("delayMillis");
    if (!delay.isMissingNode() && !isDelay(delay)) {
      return invalid(
          "Expected payload.delayMillis to be a whole number from 0 to "
              + LONGEST_DELAY
              + ", but it is something else");
    }
    List<String> pieces = EchoChunks.of(payload.path("chunks"));
    if (pieces == null) {
      return invalid(
          "Expected payload.chunks to be a whole number from 1 to "
              + EchoChunks.MOST
              + ", or a list of at most so many texts, but it is something else");
    }
    say(pieces, chunks, TimeUnit.MILLISECONDS.toNanos(delay.asInt(0)));
    if (payload.path("fail").asBoolean(false)) {
      return new Outcome.Failed(
          Problem.of("UPSTREAM_FAILED", "Expected an echo, but payload.fail is true"));
    }
    return echo(question.payload());
  }

  private static boolean isDelay(JsonNode delay) {
    return delay.isInt() && delay.intValue() >= 0 && delay.intValue() <= LONGEST_DELAY;
  }

  /** The last piece is said when the delay is over. */
  private static void say(List<String> pieces, Chunks chunks, long nanos)
      throws InterruptedException {
    long began = System.nanoTime();
    for (int i = 1; i <= pieces.size(); i++) {
      TimeUnit.NANOSECONDS.sleep(began + nanos * i / pieces.size() - System.nanoTime());
      chunks.accept(pieces.get(i - 1));
    }
    TimeUnit.NANOSECONDS.sleep(began + nanos - System.nanoTime());
  }

  private static Outcome echo(RawJson payload) {
    String answer = "{\"echo\":" + payload.text() + "}";
    return JsonText.isValue(answer)
        ? new Outcome.Answered(new RawJson(answer))
        : invalid(
            "Expected a payload that can be echoed, but it is nested too deep or holds half a character");
  }

  private static Outcome invalid(String detail) {
    return new Outcome.Failed(Problem.of("PAYLOAD_INVALID", detail));
  }

  @Override
  public void close() {}
}
