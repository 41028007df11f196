package dev.naru.query.settings;

import dev.naru.model.InvalidSettingException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings of this worker process, {@code naru.query.*}. A component that is not given takes
 * its default.
 *
 * @param threads most slot threads of this process for each pool, 1 to 10,000; null (the default)
 *     is as many as the pool has slots, also those that are added while it runs
 * @param groupProtocol how workers share slots, default {@code consumer}
 * @param grace how long running calls may go on when this process must give up a slot, 0 to 10 min,
 *     default 20 s
 * @param worker name of this process in the log, for people; default {@code <host>-<pid>}
 * @param retryBackoff wait before the second attempt, doubled before each further one, default 200
 *     ms
 * @param maxRetryBackoff longest of these waits, default 10 s
 * @param maxRetryAfter longest wait that an upstream's Retry-After is granted, default 60 s
 */
@ConfigurationProperties(prefix = "naru.query", ignoreUnknownFields = false)
public record QuerySettings(
    @Nullable Integer threads,
    GroupProtocol groupProtocol,
    Duration grace,
    String worker,
    Duration retryBackoff,
    Duration maxRetryBackoff,
    Duration maxRetryAfter) {
  private static final String PREFIX = "naru.query.";

  public QuerySettings {
    groupProtocol = orDefault(groupProtocol, GroupProtocol.CONSUMER);
    grace = orDefault(grace, Duration.ofSeconds(20));
    worker = orDefault(worker, WorkerName.ofThisProcess());
    retryBackoff = orDefault(retryBackoff, Duration.ofMillis(200));
    maxRetryBackoff = orDefault(maxRetryBackoff, Duration.ofSeconds(10));
    maxRetryAfter = orDefault(maxRetryAfter, Duration.ofSeconds(60));
    if (threads != null && (threads < 1 || threads > 10_000)) {
      throw new InvalidSettingException(
          PREFIX + "threads", "a whole number from 1 to 10000", threads);
    }
    requireBetween("grace", grace, Duration.ZERO, Duration.ofMinutes(10));
    requireBetween("retry-backoff", retryBackoff, Duration.ofMillis(1), Duration.ofMinutes(10));
    requireBetween("max-retry-backoff", maxRetryBackoff, retryBackoff, Duration.ofHours(1));
    requireBetween("max-retry-after", maxRetryAfter, Duration.ZERO, Duration.ofHours(1));
  }

  /** All defaults. */
  @SuppressWarnings("NullAway") // a component that is not given takes its default
  public static QuerySettings defaults() {
    return new QuerySettings(null, null, null, null, null, null, null);
  }

  private static <T> T orDefault(@Nullable T given, T byDefault) {
    return given == null ? byDefault : given;
  }

  private static void requireBetween(String key, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new InvalidSettingException(
          PREFIX + key, "a duration from " + least + " to " + most, value);
    }
  }
}
