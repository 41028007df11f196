package dev.naru.query.upstream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** What one pool's upstream says about its tokens, and how fast they come. */
final class UpstreamMetrics {
  private static final String POOL = "pool";

  private final Counter promptTokens;
  private final Counter completionTokens;
  private final Timer firstToken;
  private final DistributionSummary speed;

  UpstreamMetrics(MeterRegistry registry, String pool) {
    this.promptTokens = tokens(registry, pool, "prompt");
    this.completionTokens = tokens(registry, pool, "completion");
    this.firstToken =
        Timer.builder("naru.upstream.first.token")
            .description("From the beginning of a call to the first text of its stream")
            .tag(POOL, pool)
            .publishPercentileHistogram()
            .register(registry);
    this.speed =
        DistributionSummary.builder("naru.upstream.tokens.per.second")
            .description("Completion tokens of an answer by the time that they took")
            .tag(POOL, pool)
            .publishPercentileHistogram()
            .minimumExpectedValue(1.0)
            .maximumExpectedValue(10_000.0)
            .register(registry);
  }

  private static Counter tokens(MeterRegistry registry, String pool, String kind) {
    return Counter.builder("naru.upstream.tokens")
        .description("Tokens that the upstream says it used")
        .tag(POOL, pool)
        .tag("kind", kind)
        .register(registry);
  }

  void firstToken(Duration after) {
    firstToken.record(after);
  }

  /**
   * Counts what an answer used.
   *
   * @param usage OpenAI's {@code usage}; what is missing there counts as none
   * @param took the time in which the completion came
   */
  void used(JsonNode usage, Duration took) {
    long completion = Math.max(0, usage.path("completion_tokens").asLong(0));
    promptTokens.increment(Math.max(0, usage.path("prompt_tokens").asLong(0)));
    completionTokens.increment(completion);
    if (completion > 0 && took.isPositive()) {
      speed.record(completion * 1e9 / took.toNanos());
    }
  }
}
