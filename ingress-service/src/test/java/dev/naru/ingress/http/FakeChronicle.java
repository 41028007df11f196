package dev.naru.ingress.http;

import dev.naru.ingress.history.Chronicle;
import dev.naru.ingress.history.PastQuery;
import dev.naru.ingress.history.PastSession;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was, in memory, in the order of the ids. */
final class FakeChronicle implements Chronicle {
  final List<PastSession> sessions = new ArrayList<>();
  final List<PastQuery> queries = new ArrayList<>();
  @Nullable Part asked;

  @Override
  public List<PastSession> sessions(Part part, int most, @Nullable UUID after) {
    asked = part;
    return sessions.stream()
        .filter(one -> after == null || one.sessionId().compareTo(after) > 0)
        .limit(most)
        .toList();
  }

  @Override
  public List<PastQuery> queries(Part part, int most, @Nullable UUID after) {
    asked = part;
    return queries.stream()
        .filter(one -> after == null || one.queryId().compareTo(after) > 0)
        .limit(most)
        .toList();
  }
}
