package dev.naru.ingress.erasure;

import org.jspecify.annotations.Nullable;

/**
 * One user's traces: the name in their sessions, what their queries were answered, and the bytes of
 * their dead letters. All methods throw {@link dev.naru.ingress.store.StoreAwayException}.
 */
public interface Erasures {

  /**
   * Counts what there is of a user.
   *
   * @param room the only room that is meant; null for all
   */
  Traces find(String userKey, @Nullable String room);

  /**
   * Erases it, batch by batch: what a call leaves that fails, the next one finds. Also throws
   * {@link dev.naru.ingress.view.ViewAwayException}.
   */
  Traces erase(String userKey, @Nullable String room);
}
