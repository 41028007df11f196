package dev.naru.ingress.chunk;

import dev.naru.ingress.chunk.Chunks.Listening;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Tells those who listen that an answer has grown. Thread-safe. */
final class ChunkSignals {
  private final Map<UUID, Set<Ear>> ears = new ConcurrentHashMap<>();

  Listening listen(UUID queryId, Runnable grown) {
    Ear ear = new Ear(queryId, grown);
    ears.compute(
        queryId,
        (id, listening) -> {
          Set<Ear> all = listening == null ? ConcurrentHashMap.newKeySet(2) : listening;
          all.add(ear);
          return all;
        });
    return ear;
  }

  void grown(UUID queryId) {
    Set<Ear> listening = ears.get(queryId);
    if (listening != null) {
      listening.forEach(ear -> ear.grown.run());
    }
  }

  /** Messages may have been missed: everybody is to look. */
  void missed() {
    ears.keySet().forEach(this::grown);
  }

  /** How many queries are listened to. */
  int listenedTo() {
    return ears.size();
  }

  /** Equal to itself alone: two may listen with the same action. */
  private final class Ear implements Listening {
    private final UUID queryId;
    private final Runnable grown;

    private Ear(UUID queryId, Runnable grown) {
      this.queryId = queryId;
      this.grown = grown;
    }

    @Override
    public void close() {
      ears.computeIfPresent(
          queryId,
          (id, listening) -> {
            listening.remove(this);
            return listening.isEmpty() ? null : listening;
          });
    }
  }
}
