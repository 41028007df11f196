package dev.naru.ingress.visitors;

import dev.naru.model.SessionState;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The sessions of rooms. All methods throw {@link dev.naru.ingress.store.StoreAwayException}. */
public interface Visitors {

  /**
   * Reads a room's sessions in the order in which they joined.
   *
   * @param after where the page before ended; null begins with the first
   */
  List<VisitorRecord> list(String room, Set<SessionState> states, int most, @Nullable Place after);

  /** A place among those who joined. */
  record Place(Instant joinedAt, UUID sessionId) {}
}
