package dev.naru.query.slot;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Slots that a consumer was given beyond its share: it begins nothing there until they are spread,
 * or nothing has moved them for a while.
 */
final class HeldSlots {
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(5);

  private final Consumer<byte[], byte[]> consumer;
  private final IntPredicate share;
  private final Set<TopicPartition> held = new HashSet<>();
  private long since;

  /**
   * @param share told how many slots the consumer has, whether it may begin something on them
   */
  HeldSlots(Consumer<byte[], byte[]> consumer, IntPredicate share) {
    this.consumer = consumer;
    this.share = share;
  }

  void assigned(Collection<TopicPartition> partitions) {
    if (!isFair()) {
      consumer.pause(partitions);
      held.addAll(partitions);
      since = System.nanoTime();
    }
  }

  void forget(Collection<TopicPartition> partitions) {
    partitions.forEach(held::remove);
  }

  /** Begins on them, once they are here to stay or nothing moves them. */
  void release() {
    boolean fair = isFair();
    if (!held.isEmpty() && (fair || System.nanoTime() - since > LONGEST)) {
      consumer.resume(held);
      held.clear();
    }
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  /** Its slots are others' from here on. */
  void close() {
    var unused = share.test(0);
  }

  private boolean isFair() {
    return share.test(consumer.assignment().size());
  }
}
