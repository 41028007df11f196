package dev.naru.ingress;

import dev.naru.ingress.chunk.Chunk;
import dev.naru.ingress.chunk.Chunks;
import dev.naru.ingress.view.ViewAwayException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Chunks in memory; their ids are {@code <number from 1>-0}. */
public final class FakeChunks implements Chunks {
  private final Map<UUID, List<Chunk>> streams = new ConcurrentHashMap<>();
  private final Map<UUID, List<Runnable>> ears = new ConcurrentHashMap<>();
  private volatile boolean away;

  public void away(boolean isAway) {
    away = isAway;
  }

  public void append(UUID query, int attempt, int index, String data) {
    List<Chunk> stream = stream(query);
    stream.add(new Chunk(stream.size() + 1 + "-0", attempt, index, data));
    ears(query).forEach(Runnable::run);
  }

  @Override
  public List<Chunk> after(int partition, UUID queryId, @Nullable String after, int most) {
    if (away) {
      throw new ViewAwayException("away", null);
    }
    int known = after == null ? 0 : Integer.parseInt(after.split("-", 2)[0]);
    return stream(queryId).stream().skip(known).limit(most).toList();
  }

  @Override
  public Listening listen(UUID queryId, Runnable grown) {
    ears(queryId).add(grown);
    return () -> ears(queryId).remove(grown);
  }

  /** How many listen to a query. */
  public int listening(UUID query) {
    return ears(query).size();
  }

  private List<Chunk> stream(UUID query) {
    return streams.computeIfAbsent(query, id -> new CopyOnWriteArrayList<>());
  }

  private List<Runnable> ears(UUID query) {
    return ears.computeIfAbsent(query, id -> new CopyOnWriteArrayList<>());
  }
}
