package dev.naru.query.cache;

import dev.naru.model.RawJson;
import java.time.Duration;

/** Where answers are kept. Never throws: what cannot be reached is {@link Found.Away}. */
interface AnswerStore {

  /** What there is for a question. */
  sealed interface Found {
    record Answer(RawJson result) implements Found {}

    /** Nothing, and whoever hears this is the one to ask. */
    record Yours() implements Found {}

    /** Nothing yet: another asks already. */
    record Awaited() implements Found {}

    record Away() implements Found {}
  }

  /**
   * Finds the answer, or who asks.
   *
   * @param asker who would ask, a name that nobody else has
   * @param lease how long others wait for this asker unless it is renewed
   */
  Found find(String key, String asker, Duration lease);

  /** Goes on asking. */
  void renew(String key, String asker, Duration lease);

  /** Keeps an answer for so long. */
  void keep(String key, RawJson result, Duration ttl);

  /** Asks no longer, so that another may. */
  void release(String key, String asker);
}
