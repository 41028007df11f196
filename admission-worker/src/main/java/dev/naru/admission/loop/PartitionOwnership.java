package dev.naru.admission.loop;

import dev.naru.model.wire.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a loop for each partition that the consumer group gives to this process. The consumer reads
 * nothing: it is only there to be a member, so that recovery may take its time. A loop that fails
 * is begun anew, after a pause, while the partition is ours.
 */
public final class PartitionOwnership implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionOwnership.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long PAUSE_MILLIS = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LoopParts parts;
  private final Map<Integer, LoopStatus> statuses;
  private final Map<Integer, LoopThread> loops = new HashMap<>();
  private final Thread thread =
      Thread.ofPlatform().name("naru-admission-owner").unstarted(this::keepMembership);
  private volatile boolean member;
  private volatile boolean closed;

  PartitionOwnership(LoopParts parts, Map<Integer, LoopStatus> statuses) {
    this.parts = parts;
    this.statuses = statuses;
  }

  public void start() {
    thread.start();
  }

  /** Whether the process is in the group, with or without partitions. */
  public boolean isMember() {
    return member;
  }

  /** Whether the threads are there that should be. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  /** How each partition of this process stands. */
  public Map<Integer, LoopStatus> statuses() {
    return Map.copyOf(statuses);
  }

  private void keepMembership() {
    while (!closed) {
      try {
        parts.topics().makeLog();
        pollAsMember();
      } catch (InterruptedException | InterruptException e) {
        closed = true;
      } catch (Exception e) {
        LOG.warn("Kafka does not take this worker into its group; trying again", e);
        pause();
      } finally {
        member = false;
        stopAll();
      }
    }
  }

  private void pollAsMember() {
    try (KafkaConsumer<byte[], byte[]> consumer = parts.clients().membership()) {
      consumer.subscribe(List.of(Topics.COMMANDS), new Partitions(consumer));
      while (!closed) {
        var unused = consumer.poll(POLL);
        consumer.pause(consumer.assignment());
        member = true;
      }
      stopAll();
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }
  }

  private void start(int partition) {
    loops.put(partition, LoopThread.start(parts, partition));
  }

  private void stop(int partition) {
    LoopThread loop = loops.remove(partition);
    if (loop != null) {
      loop.stop();
    }
  }

  private void stopAll() {
    Set.copyOf(loops.keySet()).forEach(this::stop);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      if (!thread.join(PATIENCE)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  /** Makes a new map for the statuses of a process's partitions. */
  static Map<Integer, LoopStatus> newStatuses() {
    return new ConcurrentHashMap<>();
  }

  private final class Partitions implements ConsumerRebalanceListener {
    private final KafkaConsumer<byte[], byte[]> consumer;

    private Partitions(KafkaConsumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.pause(partitions);
      forEach(partitions, PartitionOwnership.this::start);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      forEach(partitions, PartitionOwnership.this::stop);
    }

    private static void forEach(Collection<TopicPartition> partitions, IntConsumer action) {
      partitions.stream().mapToInt(TopicPartition::partition).sorted().forEach(action);
    }
  }
}
