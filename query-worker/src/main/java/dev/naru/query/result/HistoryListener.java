package dev.naru.query.result;

import dev.naru.model.event.Envelope;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.WireFormat;
import dev.naru.query.deadletter.DeadLetter;
import dev.naru.query.deadletter.DeadLetters;
import dev.naru.query.settings.EventTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConsumerSeekAware;

/**
 * Hands each batch of events to the history, and goes on where that stands: one that was emptied or
 * restored, or is in a new database, is written again from there. Throws if it cannot be written:
 * the container then keeps the batch and comes again.
 */
final class HistoryListener
    implements BatchConsumerAwareMessageListener<byte[], byte[]>, ConsumerSeekAware {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryListener.class);

  private final WireFormat wire;
  private final QueryHistory history;
  private final DeadLetters deadLetters;
  private final AtomicLong lag;
  private final Supplier<String> topics;
  private final Reading reading = new Reading();
  private @Nullable String topic;

  /**
   * @param topics tells the id of the events' topic; asked whenever partitions are assigned
   */
  HistoryListener(
      WireFormat wire,
      QueryHistory history,
      DeadLetters deadLetters,
      AtomicLong lag,
      Supplier<String> topics) {
    this.topics = topics;
    this.wire = wire;
    this.history = history;
    this.deadLetters = deadLetters;
    this.lag = lag;
  }

  @Override
  public void onPartitionsAssigned(
      Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
    topic = null;
    assignments.forEach((at, position) -> reading.begin(at.partition(), position));
    goToWhereItStands(assignments.keySet(), callback);
  }

  /** A history that is emptied while nothing happens does not wait for an event. */
  @Override
  public void onIdleContainer(
      Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
    goToWhereItStands(assignments.keySet(), callback);
  }

  private void goToWhereItStands(Set<TopicPartition> partitions, ConsumerSeekCallback callback) {
    try {
      for (TopicPartition at : partitions) {
        if (hasToTurn(at)) {
          callback.seek(at.topic(), at.partition(), reading.position(at.partition()));
        }
      }
    } catch (RuntimeException e) {
      LOG.debug("Nobody can tell where the history stands; it is asked again with a batch", e);
    }
  }

  @Override
  public void onMessage(
      List<ConsumerRecord<byte[], byte[]>> records, @Nullable Consumer<?, ?> consumer) {
    measure(consumer, records.size());
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> batches = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      TopicPartition at = new TopicPartition(record.topic(), record.partition());
      batches.computeIfAbsent(at, absent -> new ArrayList<>()).add(record);
    }
    batches.forEach(
        (at, batch) -> {
          if (!follows(at, batch) && consumer != null) {
            consumer.seek(at, reading.position(at.partition()));
          }
        });
    measure(consumer, 0);
  }

  /** Applies what follows on the history; returns false if that stands elsewhere. */
  private boolean follows(TopicPartition at, List<ConsumerRecord<byte[], byte[]>> records) {
    int partition = at.partition();
    if (reading.isFresh(partition) && hasToTurn(at)) {
      return false;
    }
    List<Envelope> read = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (EventTypes.mayMatter(record)) {
        read(record, read);
      }
    }
    long next = records.getLast().offset() + 1;
    long from = reading.position(partition);
    long stands = history.apply(new EventBatch(partition, topic(), from, next, read));
    if (stands == next) {
      reading.advance(partition, next);
      return true;
    }
    return !turnsTo(at, stands);
  }

  private boolean hasToTurn(TopicPartition at) {
    int partition = at.partition();
    return turnsTo(at, history.stands(partition, topic(), reading.isFresh(partition)));
  }

  private boolean turnsTo(TopicPartition at, long stands) {
    long was = reading.position(at.partition());
    boolean turns = reading.turnsTo(at.partition(), stands);
    if (turns) {
      LOG.warn(
          "The history of queries does not stand where the log was read to, so it goes on from where it stands: partition={} read={} stands={}",
          at,
          was,
          stands);
    }
    return turns;
  }

  private String topic() {
    String known = topic == null ? topics.get() : topic;
    topic = known;
    return known;
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
