package dev.naru.ingress.story;

import java.time.Duration;

/** Proves a room's order. Throws {@link dev.naru.ingress.store.StoreAwayException}. */
public interface Fairness {
  Duration WINDOW = Duration.ofHours(1);

  /** Returns what the last hour was like, as far as the history has got; a few seconds old. */
  FairnessFigures of(String room);
}
