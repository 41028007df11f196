package dev.naru.ingress.http;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the client of a socket calls the queries that it asked there. Thread-safe. */
final class Refs {
  private final Map<UUID, String> refs = new ConcurrentHashMap<>();

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
}
