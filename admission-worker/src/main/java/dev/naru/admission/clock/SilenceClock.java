package dev.naru.admission.clock;

import java.util.Map;

/**
 * Says since when silence counts: only while the reaper, Redis and every known ingress were up.
 * After a gap of more than 5 s everyone is present now. Times are ms since 1970. Not thread-safe.
 */
final class SilenceClock {
  private static final long GAP_MILLIS = 5_000;
  private static final long FORGOTTEN_MILLIS = 60_000;

  private long since;
  private long lastLook;

  SilenceClock(long now) {
    this.since = now;
    this.lastLook = now;
  }

  /**
   * Takes note of a look that succeeded.
   *
   * @param ingresses last sign of life of each known ingress
   * @return since when silence counts
   */
  long look(long now, Map<String, Long> ingresses) {
    // a clock that jumps is a gap too
    boolean gap = now - lastLook > GAP_MILLIS || now < lastLook;
    boolean ingressAway = ingresses.values().stream().anyMatch(last -> isAway(now, last));
    if (gap || ingressAway) {
      since = now;
    }
    lastLook = now;
    return since;
  }

  /** Whether an ingress was gone for so long that it is not waited for any more. */
  static boolean isForgotten(long now, long last) {
    return now - last > FORGOTTEN_MILLIS;
  }

  private static boolean isAway(long now, long last) {
    return now - last > GAP_MILLIS && !isForgotten(now, last);
  }
}
