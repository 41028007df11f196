package dev.naru.query.slot;

import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * All slot threads of this process. The last to start and the first to stop: while running calls
 * get their grace, everything else still answers.
 */
final class SlotWorker implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(SlotWorker.class);

  private final List<PoolWorker> pools;
  private final CancelFollower follower;
  private final Producer<byte[], byte[]> producer;
  private volatile boolean running;

  SlotWorker(List<PoolWorker> pools, CancelFollower follower, Producer<byte[], byte[]> producer) {
    this.pools = List.copyOf(pools);
    this.follower = follower;
    this.producer = producer;
  }

  @Override
  public void start() {
    running = true;
    follower.start();
    pools.forEach(PoolWorker::start);
  }

  @Override
  public void stop() {
    try {
      pools.forEach(PoolWorker::stop);
      for (PoolWorker pool : pools) {
        pool.join();
      }
      follower.stop();
      producer.flush();
      LOG.info("All slots are given back");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      running = false;
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Its threads are not begun a second time. */
  @Override
  public boolean isPauseable() {
    return false;
  }

  List<PoolWorker> pools() {
    return pools;
  }
}
