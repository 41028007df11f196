package dev.naru.query.result;

import dev.naru.model.event.Envelope;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.WireFormat;
import dev.naru.query.deadletter.DeadLetter;
import dev.naru.query.deadletter.DeadLetters;
import dev.naru.query.settings.EventTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConsumerSeekAware;

/**
 * Hands each batch of events to the history. Throws if it cannot be written: the container then
 * keeps the batch and comes again.
 */
final class HistoryListener
    implements BatchConsumerAwareMessageListener<byte[], byte[]>, ConsumerSeekAware {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryListener.class);

  private final WireFormat wire;
  private final QueryHistory history;
  private final DeadLetters deadLetters;
  private final AtomicLong lag;

  HistoryListener(WireFormat wire, QueryHistory history, DeadLetters deadLetters, AtomicLong lag) {
    this.wire = wire;
    this.history = history;
    this.deadLetters = deadLetters;
    this.lag = lag;
  }

  /** A history that was emptied, or a new database, is filled again from the log. */
  @Override
  public void onPartitionsAssigned(
      Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
    boolean begun = assignments.values().stream().anyMatch(position -> position > 0);
    if (begun && history.isEmpty()) {
      LOG.warn(
          "There is no history of queries, though the log was read before: it is written again from the first event that the log has: positions={}",
          assignments);
      callback.seekToBeginning(assignments.keySet());
    }
  }

  @Override
  public void onMessage(
      List<ConsumerRecord<byte[], byte[]>> records, @Nullable Consumer<?, ?> consumer) {
    measure(consumer, records.size());
    Map<Integer, List<Envelope>> byPartition = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (EventTypes.mayMatter(record)) {
        read(record, byPartition.computeIfAbsent(record.partition(), number -> new ArrayList<>()));
      }
    }
    byPartition.forEach(history::apply);
    measure(consumer, 0);
  }

  private void read(ConsumerRecord<byte[], byte[]> record, List<Envelope> into) {
    try {
      into.add(wire.decodeEnvelope(record.value()));
    } catch (UnreadableRecordException e) {
      LOG.error(
          "An event cannot be read, so it becomes a dead letter and the history goes on without it: partition={} offset={} reason={}",
          record.partition(),
          record.offset(),
          e.getMessage());
      deadLetters.send(new DeadLetter(record, DeadLetter.UNREADABLE, null, 0)).join();
    }
  }

  private void measure(@Nullable Consumer<?, ?> consumer, int pending) {
    if (consumer != null) {
      lag.set(
          pending
              + consumer.assignment().stream()
                  .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                  .sum());
    }
  }
}
