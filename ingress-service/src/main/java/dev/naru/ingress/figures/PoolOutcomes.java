package dev.naru.ingress.figures;

import java.util.Map;

/** How queries ended lately. Throws {@link dev.naru.ingress.store.StoreAwayException}. */
public interface PoolOutcomes {

  /** Returns the last five minutes by pool: those that ended nothing are absent; seconds old. */
  Map<String, Outcomes> lately();
}
