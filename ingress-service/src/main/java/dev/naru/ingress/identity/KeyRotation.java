package dev.naru.ingress.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When keys follow one another:
 *
 * <pre>
 *   made ── 10 min: known to all, and published ──► signs ── its successor signs ──► verifies
 *                                                       ── the last token is over ──► goes
 * </pre>
 *
 * @param every how old a key becomes before its successor is made; zero is never
 * @param life how long a token is good
 */
record KeyRotation(Duration every, Duration life) {
  /** Longer than ingresses take to see a new key, and others to fetch it anew. */
  static final Duration ANNOUNCED = Duration.ofMinutes(10);

  /** How far clocks may be apart. */
  static final Duration SLACK = Duration.ofMinutes(5);

  /** Whether the newest key wants a successor. */
  boolean isDue(List<KeptKey> keys, Instant now) {
    return !every.isZero() && !now.isBefore(keys.getLast().madeAt().plus(every));
  }

  /** The newest key that all know by now; of keys that are all new, the first. */
  KeptKey signer(List<KeptKey> keys, Instant now) {
    return keys.reversed().stream()
        .filter(key -> !now.isBefore(key.madeAt().plus(ANNOUNCED)))
        .findFirst()
        .orElse(keys.getFirst());
  }

  /** Whether no token of that key can be good any more. */
  boolean isOver(KeptKey key, List<KeptKey> keys, Instant now) {
    return keys.stream()
        .filter(next -> next.number() > key.number())
        .anyMatch(next -> !now.isBefore(next.madeAt().plus(ANNOUNCED).plus(life).plus(SLACK)));
  }
}
