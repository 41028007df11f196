package dev.naru.ingress.http;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the client of a socket calls the queries that it asked there. Thread-safe. */
final class Refs {
  private static final int MOST_REMEMBERED = 200;

  private final Map<UUID, String> refs = new ConcurrentHashMap<>();
  private final Set<UUID> over = new LinkedHashSet<>();

  void put(UUID queryId, @Nullable String ref) {
    if (ref != null) {
      refs.put(queryId, ref);
    }
  }

  @Nullable String of(UUID queryId) {
    return refs.get(queryId);
  }

  /** Nothing more will be told of it. */
  void forget(UUID queryId) {
    refs.remove(queryId);
  }

  /** Its end was told; whoever asks it again calls it something again. */
  synchronized void over(UUID queryId) {
    refs.remove(queryId);
    over.remove(queryId);
    over.add(queryId);
    if (over.size() > MOST_REMEMBERED) {
      over.remove(over.iterator().next());
    }
  }

  /** Whether its end was told, as far as that is remembered, and nobody has asked it again. */
  synchronized boolean isOver(UUID queryId) {
    return over.contains(queryId) && !refs.containsKey(queryId);
  }
}
