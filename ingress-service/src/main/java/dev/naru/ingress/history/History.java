package dev.naru.ingress.history;

import dev.naru.ingress.view.QueryRecord;
import dev.naru.ingress.view.SessionRecord;
import java.util.Optional;
import java.util.UUID;

/**
 * What was, after the view has forgotten it. All methods throw {@link HistoryAwayException}, also
 * where the history still shows as unfinished what the view does not show at all: it is behind.
 */
public interface History {

  /** Returns an ended session that the id stands for or stood for, if it ended within the hour. */
  Optional<SessionRecord> endedSession(UUID id);

  /**
   * Returns a finished query that the id stands for or stood for; throws {@link ForgottenException}
   * once its result is no longer kept.
   */
  Optional<QueryRecord> finishedQuery(UUID id);

  /** Returns before which offset the tokens of the session that the id stood for are void, or 0. */
  long tokensSince(UUID id);

  /** Returns what the session id stood for: itself if it is no alias. */
  UUID liveSessionId(UUID id);
}
