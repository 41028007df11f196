package dev.naru.admission.loop;

import dev.naru.admission.loop.LoopStatus.PoolFigures;
import dev.naru.admission.loop.LoopStatus.RoomFigures;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Shows the newest status of each partition as gauges; a room or pool gets its own when it is first
 * seen.
 */
final class LoopGauges {
  private final MeterRegistry registry;
  private final Map<Integer, LoopStatus> statuses;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  LoopGauges(MeterRegistry registry, Map<Integer, LoopStatus> statuses) {
    this.registry = registry;
    this.statuses = statuses;
  }

  void accept(int partition, LoopStatus status) {
    if (status.phase() == LoopStatus.Phase.STOPPED) {
      statuses.remove(partition);
      return;
    }
    statuses.put(partition, status);
    Tags tags = Tags.of("partition", String.valueOf(partition));
    if (known.add("partition " + partition)) {
      gauge("naru.log.lag", tags, partition, LoopStatus::lag);
      gauge("naru.view.lag", tags, partition, LoopStatus::viewLag);
    }
    status.rooms().keySet().forEach(room -> room(partition, room));
    status.pools().keySet().forEach(pool -> pool(partition, pool));
  }

  private void room(int partition, String room) {
    if (known.add("room " + room)) {
      Tags tags = Tags.of("room", room);
      gauge(
          "naru.active",
          tags,
          partition,
          status -> of(status.rooms().get(room), RoomFigures::active));
      gauge(
          "naru.waiting",
          tags,
          partition,
          status -> of(status.rooms().get(room), RoomFigures::waiting));
    }
  }

  private void pool(int partition, String pool) {
    if (known.add("pool " + pool)) {
      Tags tags = Tags.of("pool", pool);
      gauge(
          "naru.queries.queued",
          tags,
          partition,
          status -> of(status.pools().get(pool), PoolFigures::queued));
      gauge(
          "naru.slots.busy",
          tags,
          partition,
          status -> of(status.pools().get(pool), PoolFigures::busySlots));
      gauge(
          "naru.pool.held",
          tags,
          partition,
          status -> of(status.pools().get(pool), figures -> figures.held() ? 1 : 0));
    }
  }

  private void gauge(String name, Tags tags, int partition, ToDoubleFunction<LoopStatus> figure) {
    Gauge.builder(name, statuses, all -> of(all.get(partition), figure))
        .tags(tags)
        .register(registry);
  }

  private static <T> double of(@Nullable T found, ToDoubleFunction<T> figure) {
    return found == null ? Double.NaN : figure.applyAsDouble(found);
  }
}
