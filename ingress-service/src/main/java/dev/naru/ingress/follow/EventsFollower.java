package dev.naru.ingress.follow;

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

  /** The partition whose view is read: its offsets say whether that view is current. */
  private static final int SHOWN = 0;

  /** Enough to meet the newest event, whatever markers of transactions stand behind it. */
  private static final long LOOK_BACK = 20;

  private static final Logger log = LoggerFactory.getLogger(EventsFollower.class);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final WireFormat wire;
  private final EventSignals events;
  private final Signals signals;
  private final ViewCurrency currency;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private volatile @Nullable Thread thread;
  private volatile @Nullable Consumer<byte[], byte[]> current;
  private volatile boolean running;
  private boolean failing;
  private long askedAt;

  EventsFollower(
      Supplier<Consumer<byte[], byte[]>> consumers,
      WireFormat wire,
      EventSignals events,
      Signals signals,
      ViewCurrency currency) {
    this.consumers = consumers;
    this.wire = wire;
    this.events = events;
    this.signals = signals;
    this.currency = currency;
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
        currency.tick();
        pause();
      } finally {
        current = null;
      }
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.EVENTS, ANSWER).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new KafkaException("Expected topic '" + Topics.EVENTS + "', but there is none yet");
    }
    consumer.assign(partitions);
    seek(consumer, partitions);
    signals.missed();
    while (running) {
      take(consumer.poll(POLL));
      contact(consumer, partitions);
      currency.tick();
    }
  }

  private void seek(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, ANSWER);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER);
    for (TopicPartition partition : partitions) {
      long begin = begins.getOrDefault(partition, 0L);
      long end = ends.getOrDefault(partition, 0L);
      long back = Math.max(begin, end - LOOK_BACK);
      long known = positions.getOrDefault(partition, back);
      consumer.seek(partition, known >= begin && known <= end ? known : back);
    }
    currency.contact();
    if (failing) {
      failing = false;
      log.info("The events are followed again; answers are known to be current");
    }
  }

  private void take(ConsumerRecords<byte[], byte[]> records) {
    long newest = -1;
    for (ConsumerRecord<byte[], byte[]> message : records) {
      newest = Math.max(newest, apply(message));
    }
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> read = records.records(partition);
      positions.put(partition, read.getLast().offset() + 1);
    }
    if (newest >= 0) {
      currency.event(newest);
    }
    if (!records.isEmpty()) {
      currency.contact();
    }
  }

  private long apply(ConsumerRecord<byte[], byte[]> message) {
    try {
      Envelope envelope = wire.decodeEnvelope(message.value());
      events.apply(envelope);
      return message.partition() == SHOWN ? envelope.offset() : -1;
    } catch (UnreadableRecordException e) {
      log.warn(
          "An event cannot be read, so its long polls see it up to 2 s late: partition={} offset={}",
          message.partition(),
          message.offset(),
          e);
      return -1;
    }
  }

  private void contact(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    long now = System.nanoTime();
    if (now - askedAt >= ANSWER.toNanos()) {
      askedAt = now;
      consumer.endOffsets(partitions, ANSWER);
      currency.contact();
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
