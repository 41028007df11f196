package dev.naru.ingress.http;

import dev.naru.ingress.history.History;
import dev.naru.ingress.history.HistoryAwayException;
import dev.naru.ingress.view.QueryRecord;
import dev.naru.ingress.view.SessionRecord;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A history in memory. */
final class FakeHistory implements History {
  final Map<UUID, SessionRecord> sessions = new ConcurrentHashMap<>();
  final Map<UUID, QueryRecord> queries = new ConcurrentHashMap<>();
  final Map<UUID, Long> tokensSince = new ConcurrentHashMap<>();
  volatile boolean away;

  @Override
  public Optional<SessionRecord> endedSession(UUID id) {
    return answer(sessions.get(id));
  }

  @Override
  public Optional<QueryRecord> finishedQuery(UUID id) {
    return answer(queries.get(id));
  }

  @Override
  public long tokensSince(UUID id) {
    return answer(tokensSince.get(id)).orElse(0L);
  }

  @Override
  public UUID liveSessionId(UUID id) {
    return answer(sessions.get(id)).map(SessionRecord::id).orElse(id);
  }

  private <T> Optional<T> answer(@org.jspecify.annotations.Nullable T found) {
    if (away) {
      throw new HistoryAwayException(new IllegalStateException("away"));
    }
    return Optional.ofNullable(found);
  }
}
