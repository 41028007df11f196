package dev.naru.query.upstream;

import dev.naru.model.RawJson;
import dev.naru.query.problem.Problem;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers {@code {"echo": <payload>}} after {@code payload.delayMillis}, 0 to 600,000; fails, for
 * good, if {@code payload.fail} is true.
 */
final class EchoUpstream implements Upstream {
  private static final int LONGEST_DELAY = 600_000;

  @Override
  public Outcome call(Question question) throws InterruptedException {
    JsonNode payload = JsonMapper.shared().readTree(question.payload().text());
    JsonNode delay = payload.path("delayMillis");
    if (!delay.isMissingNode() && !isDelay(delay)) {
      return new Outcome.Failed(
          Problem.of(
              "PAYLOAD_INVALID",
              "Expected payload.delayMillis to be a whole number from 0 to "
                  + LONGEST_DELAY
                  + ", but it is something else"));
    }
    TimeUnit.MILLISECONDS.sleep(delay.asInt(0));
    if (payload.path("fail").asBoolean(false)) {
      return new Outcome.Failed(
          Problem.of("UPSTREAM_FAILED", "Expected an echo, but payload.fail is true"));
    }
    return echo(question.payload());
  }

  private static boolean isDelay(JsonNode delay) {
    return delay.isInt() && delay.intValue() >= 0 && delay.intValue() <= LONGEST_DELAY;
  }

  private static Outcome echo(RawJson payload) {
    String answer = "{\"echo\":" + payload.text() + "}";
    return JsonText.isValue(answer)
        ? new Outcome.Answered(new RawJson(answer))
        : new Outcome.Failed(
            Problem.of(
                "PAYLOAD_INVALID",
                "Expected a payload that can be echoed, but it is nested too deep or holds half a character"));
  }

  @Override
  public void close() {}
}
