package dev.naru.query.slot;

import dev.naru.model.wire.Topics;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.WireFormat;
import dev.naru.query.settings.EventTypes;
import dev.naru.query.settings.KafkaClients;
import dev.naru.query.settings.TopicGate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the events for what was cancelled or settled, from 15 minutes ago on and the last 20,000 at
 * least: what was over just before all was down for hours is still to be known. Without a group, as
 * each process must see all.
 */
final class CancelFollower {
  private static final Logger LOG = LoggerFactory.getLogger(CancelFollower.class);
  private static final Duration BACK = Duration.ofMinutes(15);
  private static final long AT_LEAST = 20_000;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PARTITIONS_EVERY = Duration.ofSeconds(30);
  private static final long CATCH_UP_SECONDS = 10;

  private static final int WORTH_A_FETCH_BYTES = 512 << 10;
  private static final int LATEST_MILLIS = 100;

  private final KafkaClients clients;
  private final WireFormat wire;
  private final RunningQueries running;
  private final InstantSource clock;
  private final Thread thread = Thread.ofPlatform().name("naru-cancels").unstarted(this::run);
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable Consumer<byte[], byte[]> current;

  CancelFollower(
      KafkaClients clients, WireFormat wire, RunningQueries running, InstantSource clock) {
    this.clients = clients;
    this.wire = wire;
    this.running = running;
    this.clock = clock;
  }

  void start() {
    thread.start();
  }

  /** Waits, a while, until what was cancelled before this process began is known. */
  void awaitCaughtUp() throws InterruptedException {
    if (!caughtUp.await(CATCH_UP_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("The events are not read yet, so a query that was cancelled before may be called");
    }
  }

  void stop() throws InterruptedException {
    stopping.countDown();
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    if (thread.getState() != Thread.State.NEW && !thread.join(Duration.ofSeconds(10))) {
      LOG.warn("The follower of cancellations did not end in time");
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void run() {
    try {
      while (!isStopping()) {
        try (Admin admin = clients.admin()) {
          if (TopicGate.await(admin, Topics.EVENTS, () -> !isStopping())) {
            follow();
          }
        } catch (KafkaException e) {
          if (!isStopping()) {
            LOG.warn("Cancellations are not heard for a second: the events cannot be read", e);
            var unused = stopping.await(1, TimeUnit.SECONDS);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    Map<String, Object> settings = clients.reader("naru-cancels");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // A cancellation may take a tenth of a second; a fetch for each transaction would cost more.
    settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, WORTH_A_FETCH_BYTES);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LATEST_MILLIS);
    settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, (int) PARTITIONS_EVERY.toMillis());
    try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
      current = consumer;
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      goBack(consumer, partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long looked = clock.millis();
      while (!isStopping()) {
        consumer.poll(POLL).forEach(this::apply);
        if (caughtUp.getCount() > 0
            && ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
          caughtUp.countDown();
        }
        if (clock.millis() - looked > PARTITIONS_EVERY.toMillis()) {
          looked = clock.millis();
          addPartitions(consumer);
        }
      }
    } finally {
      current = null;
    }
  }

  private static List<TopicPartition> partitions(Consumer<?, ?> consumer) {
    return consumer.partitionsFor(Topics.EVENTS).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private void goBack(Consumer<?, ?> consumer, List<TopicPartition> partitions) {
    long since = clock.millis() - BACK.toMillis();
    Map<TopicPartition, Long> times =
        partitions.stream().collect(Collectors.toMap(partition -> partition, p -> since));
    Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>(consumer.offsetsForTimes(times));
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp offset = found.get(partition);
      long end = ends.getOrDefault(partition, 0L);
      long last = Math.max(begins.getOrDefault(partition, 0L), end - AT_LEAST);
      consumer.seek(partition, Math.min(offset == null ? end : offset.offset(), last));
    }
  }

  private static void addPartitions(Consumer<?, ?> consumer) {
    List<TopicPartition> partitions = partitions(consumer);
    if (partitions.size() > consumer.assignment().size()) {
      consumer.assign(partitions);
    }
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) {
    if (!EventTypes.mayMatter(record)) {
      return;
    }
    try {
      running.apply(wire.decodeEnvelope(record.value()).event());
    } catch (UnreadableRecordException e) {
      LOG.warn(
          "An event cannot be read, so a cancellation may be missed: partition={} offset={} reason={}",
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }
}
