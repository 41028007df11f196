package dev.naru.ingress.figures;

import org.jspecify.annotations.Nullable;

/**
 * How a pool's queries ended within the last five minutes: what the upstream's health comes to.
 *
 * @param timedOut in the queue or at the upstream
 * @param runP50 median of how long those ran that succeeded, in seconds; null if none did
 * @param runP95 95th percentile
 */
public record Outcomes(
    long succeeded,
    long failed,
    long timedOut,
    long cancelled,
    @Nullable Double runP50,
    @Nullable Double runP95) {
  /** Nothing ended. */
  public static final Outcomes NONE = new Outcomes(0, 0, 0, 0, null, null);
}
