package dev.naru.ingress.story;

import java.util.Optional;
import java.util.UUID;

/** Tells waits. Throws {@link dev.naru.ingress.store.StoreAwayException}. */
@FunctionalInterface
public interface Stories {

  /**
   * Returns the story of a session, as far as the history has got; empty if it has not got there.
   *
   * @param partition of the log that the session's room is on
   */
  Optional<Story> of(UUID sessionId, int partition);
}
