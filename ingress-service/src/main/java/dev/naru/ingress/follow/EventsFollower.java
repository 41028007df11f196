package dev.naru.ingress.follow;

import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.Partitions;
import dev.naru.model.event.Envelope;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.WireFormat;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads the events from their end on, without a group, on a thread of its own:
 *
 * <pre>
 *   connect ──► find the partitions ──► go back a little from the end ──► poll ──► signal
 *      ▲            (again, until the topic is there)                      │  once a second: ends
 *      └───────────────────── anything fails: wait a second ◄──────────────┘
 * </pre>
 *
 * It decides nothing and keeps nothing: after a failure it goes on where it was.
 */
final class EventsFollower implements SmartLifecycle {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration ANSWER = Duration.ofSeconds(1);
  private static final Duration BACKOFF = Duration.ofSeconds(1);

  private static final Duration COUNT_EVERY = Duration.ofSeconds(5);

  /** Enough to meet the newest event, whatever markers of transactions stand behind it. */
  private static final long LOOK_BACK = 20;

  private static final Logger log = LoggerFactory.getLogger(EventsFollower.class);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final WireFormat wire;
  private final EventSignals events;
  private final Partitions partitions;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private volatile @Nullable Thread thread;
  private volatile @Nullable Consumer<byte[], byte[]> current;
  private volatile boolean running;
  private boolean failing;
  private long askedAt;
  private long countedAt;

  EventsFollower(
      Supplier<Consumer<byte[], byte[]>> consumers,
      WireFormat wire,
      EventSignals events,
      Partitions partitions) {
    this.consumers = consumers;
    this.wire = wire;
    this.events = events;
    this.partitions = partitions;
  }

  boolean isAlive() {
    Thread follower = thread;
    return !running || (follower != null && follower.isAlive());
  }

  @Override
  public void start() {
    running = true;
    Thread made = new Thread(this::run, "ingress-events-follower");
    made.setDaemon(true);
    made.start();
    thread = made;
  }

  private void run() {
    while (running) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        current = consumer;
        follow(consumer);
      } catch (WakeupException | InterruptException e) {
        // the context ends
      } catch (RuntimeException e) {
        report(e);
        tick();
        pause();
      } finally {
        current = null;
      }
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> followed = count(consumer);
    if (followed.isEmpty()) {
      throw new KafkaException("Expected topic '" + Topics.EVENTS + "', but there is none yet");
    }
    partitions.count(followed.size());
    consumer.assign(followed);
    seek(consumer, followed);
    events.missed();
    while (running && !hasMore(consumer, followed)) {
      take(consumer.poll(POLL));
      contact(consumer, followed);
      tick();
    }
  }

  private static List<TopicPartition> count(Consumer<byte[], byte[]> consumer) {
    return consumer.partitionsFor(Topics.EVENTS, ANSWER).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  /** Whether partitions were added: then it begins anew, with all of them. */
  private boolean hasMore(Consumer<byte[], byte[]> consumer, List<TopicPartition> followed) {
    long now = System.nanoTime();
    if (now - countedAt < COUNT_EVERY.toNanos()) {
      return false;
    }
    countedAt = now;
    return count(consumer).size() > followed.size();
  }

  private void tick() {
    partitions.all().forEach(partition -> partition.currency().tick());
  }

  private void contact() {
    partitions.all().forEach(partition -> partition.currency().contact());
  }

  private void seek(Consumer<byte[], byte[]> consumer, List<TopicPartition> followed) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(followed, ANSWER);
    Map<TopicPartition, Long> ends = consumer.endOffsets(followed, ANSWER);
    for (TopicPartition partition : followed) {
      long begin = begins.getOrDefault(partition, 0L);
      long end = ends.getOrDefault(partition, 0L);
      long back = Math.max(begin, end - LOOK_BACK);
      long known = positions.getOrDefault(partition, back);
      consumer.seek(partition, known >= begin && known <= end ? known : back);
    }
    contact();
    if (failing) {
      failing = false;
      log.info("The events are followed again; answers are known to be current");
    }
  }

  private void take(ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition from : records.partitions()) {
      Partition partition = partitions.of(from.partition());
      List<ConsumerRecord<byte[], byte[]>> read = records.records(from);
      long newest = -1;
      for (ConsumerRecord<byte[], byte[]> message : read) {
        newest = Math.max(newest, apply(message, partition));
      }
      positions.put(from, read.getLast().offset() + 1);
      if (newest >= 0) {
        partition.currency().event(newest);
      }
    }
    if (!records.isEmpty()) {
      contact();
    }
  }

  private long apply(ConsumerRecord<byte[], byte[]> message, Partition partition) {
    try {
      Envelope envelope = wire.decodeEnvelope(message.value());
      events.apply(envelope, partition);
      return envelope.offset();
    } catch (UnreadableRecordException e) {
      log.warn(
          "An event cannot be read, so its long polls see it up to 2 s late: partition={} offset={}",
          message.partition(),
          message.offset(),
          e);
      return -1;
    }
  }

  private void contact(Consumer<byte[], byte[]> consumer, List<TopicPartition> followed) {
    long now = System.nanoTime();
    if (now - askedAt >= ANSWER.toNanos()) {
      askedAt = now;
      consumer.endOffsets(followed, ANSWER);
      contact();
    }
  }

  private void report(RuntimeException failure) {
    if (failure instanceof OffsetOutOfRangeException) {
      positions.clear();
    }
    if (!failing) {
      failing = true;
      log.warn(
          "The events cannot be followed; if that lasts, reads are answered with 503", failure);
    }
  }

  private void pause() {
    LockSupport.parkNanos(this, BACKOFF.toNanos());
  }

  @Override
  public void stop() {
    running = false;
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    Thread follower = thread;
    if (follower != null) {
      LockSupport.unpark(follower);
      join(follower);
    }
  }

  private static void join(Thread follower) {
    try {
      boolean ended = follower.join(Duration.ofSeconds(3));
      if (!ended) {
        log.warn("The follower of the events is still busy; the end does not wait for it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return 0;
  }
}
