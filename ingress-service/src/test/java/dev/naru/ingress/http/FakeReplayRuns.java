package dev.naru.ingress.http;

import dev.naru.ingress.replay.ReplayOrder;
import dev.naru.ingress.replay.ReplayRun;
import dev.naru.ingress.replay.ReplayRuns;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Replays in memory. */
final class FakeReplayRuns implements ReplayRuns {
  final List<ReplayOrder> orders = new CopyOnWriteArrayList<>();
  final Map<UUID, ReplayRun> runs = new ConcurrentHashMap<>();

  @Override
  public void add(ReplayOrder order) {
    orders.add(order);
    runs.put(order.id(), ReplayRun.of(order));
  }

  @Override
  public Optional<ReplayRun> find(UUID id) {
    return Optional.ofNullable(runs.get(id));
  }

  @Override
  public List<ReplayRun> list(int most, @Nullable UUID after) {
    return runs.values().stream()
        .filter(run -> after == null || run.id().compareTo(after) < 0)
        .sorted(Comparator.comparing(ReplayRun::id).reversed())
        .limit(most)
        .toList();
  }
}
