package dev.naru.ingress.story;

import org.jspecify.annotations.Nullable;

/**
 * What a room's last hour was like.
 *
 * @param inversions admissions of somebody after one who had joined later
 * @param maxActive the most sessions that were active at once
 * @param estimateErrorSeconds how far the waits that were told at joining were from the real ones
 */
public record FairnessFigures(
    long admissions, long inversions, int maxActive, Errors estimateErrorSeconds) {

  /** Both null if nobody was told a wait who was admitted since. */
  public record Errors(@Nullable Double p50, @Nullable Double p90) {}
}
