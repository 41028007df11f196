package dev.naru.ingress;

import dev.naru.ingress.push.Asked;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was asked, in memory. */
public final class FakeAsked implements Asked {
  private final Map<UUID, List<Entry>> lists = new ConcurrentHashMap<>();

  @Override
  public void note(int partition, UUID sessionId, UUID queryId) {
    List<Entry> list = list(sessionId);
    list.add(new Entry(1_000 + list.size() + "-0", queryId));
  }

  @Override
  public List<Entry> latest(int partition, UUID sessionId, int most) {
    List<Entry> list = list(sessionId);
    return List.copyOf(list.subList(Math.max(0, list.size() - most), list.size()));
  }

  private List<Entry> list(UUID sessionId) {
    return lists.computeIfAbsent(sessionId, id -> new CopyOnWriteArrayList<>());
  }
}
