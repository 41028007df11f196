package dev.naru.ingress.history;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that was, in the order in which it was asked for. All methods throw {@link
 * dev.naru.ingress.store.StoreAwayException}.
 */
public interface Chronicle {

  /**
   * Reads requests of sessions; those that met a live session are not among them.
   *
   * @param after where the page before ended; null begins with the first
   */
  List<PastSession> sessions(Part part, int most, @Nullable UUID after);

  /** Reads queries, without payloads and results; likewise. */
  List<PastQuery> queries(Part part, int most, @Nullable UUID after);

  /**
   * Which part is wanted; null is no bound.
   *
   * @param from the first moment
   * @param to the moment after the last
   */
  record Part(@Nullable String room, @Nullable Instant from, @Nullable Instant to) {}
}
