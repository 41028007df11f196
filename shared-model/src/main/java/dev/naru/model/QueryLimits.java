package dev.naru.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a room lets its sessions ask. A component that is not given takes its default.
 *
 * @param perSession unfinished queries of one session at a time, default 2
 * @param maxQueued queries of the room that may be queued (not yet assigned to a slot), default
 *     1,000
 * @param maxPayload size of one query's payload as UTF-8 JSON, default 256 KB, at most 3 MB
 * @param maxWait how long a query may wait to be started, at most 365 days; null is for ever, and
 *     so is 0
 */
public record QueryLimits(
    Integer perSession, Integer maxQueued, ByteSize maxPayload, @Nullable Duration maxWait) {
  public static final QueryLimits DEFAULT =
      new QueryLimits(2, 1_000, ByteSize.ofKilobytes(256), null);

  public QueryLimits {
    perSession = Settings.orDefault(perSession, 2);
    maxQueued = Settings.orDefault(maxQueued, 1_000);
    maxPayload = Settings.orDefault(maxPayload, ByteSize.ofKilobytes(256));
    Settings.requireBetween("queries.per-session", perSession, 1, 10_000);
    Settings.requireBetween("queries.max-queued", maxQueued, 0, 1_000_000);
    Settings.requireBetween("queries.max-payload", maxPayload.bytes(), 1, 3L << 20);
    if (maxWait != null) {
      Settings.requireBetween("queries.max-wait", maxWait, Duration.ZERO, Duration.ofDays(365));
      maxWait = maxWait.toMillis() == 0 ? null : maxWait;
    }
  }

  /** How long a query may wait to be started, in ms; 0 if for ever. */
  public long maxWaitMillis() {
    return maxWait == null ? 0 : maxWait.toMillis();
  }
}
