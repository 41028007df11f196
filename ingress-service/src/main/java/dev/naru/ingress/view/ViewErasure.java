package dev.naru.ingress.view;

import java.util.Collection;
import java.util.UUID;

/** Makes the view forget what is over before its time: readers then go to the history. */
public interface ViewErasure {

  /** Forgets ended sessions and finished queries; throws {@link ViewAwayException}. */
  void forget(Collection<UUID> sessions, Collection<UUID> queries);
}
