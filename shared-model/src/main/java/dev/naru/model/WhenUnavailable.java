package dev.naru.model;

/**
 * What a pool does while its upstream is known to be down: hold its queries, or fail them at once.
 */
public enum WhenUnavailable {
  HOLD,
  FAIL
}
