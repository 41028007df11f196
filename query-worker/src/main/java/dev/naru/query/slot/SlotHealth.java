package dev.naru.query.slot;

import dev.naru.query.settings.KafkaClients;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while each pool has a slot thread that is in the group and hears from the cluster, and no
 * thread has died or failed for good.
 */
final class SlotHealth implements HealthIndicator {
  private static final long OLDEST_HEARTBEAT = KafkaClients.SESSION_TIMEOUT_MILLIS / 1_000;

  private final SlotWorker worker;

  SlotHealth(SlotWorker worker) {
    this.worker = worker;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    for (PoolWorker pool : worker.pools()) {
      List<SlotThread.State> states = pool.states();
      long joined = states.stream().filter(SlotHealth::isJoined).count();
      int slots = states.stream().mapToInt(SlotThread.State::slots).sum();
      health.withDetail(
          pool.name(), Map.of("threads", states.size(), "joined", joined, "slots", slots));
      if (joined == 0) {
        health.down();
      }
    }
    return health.build();
  }

  private static boolean isJoined(SlotThread.State state) {
    return state.heartbeatAge() >= 0 && state.heartbeatAge() <= OLDEST_HEARTBEAT;
  }
}
