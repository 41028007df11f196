package dev.naru.admission.history;

import dev.naru.model.event.Envelope;
import dev.naru.model.wire.UnreadableRecordException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * Adds each batch of events to the history, and goes on where that stands: one that was emptied or
 * restored, or is in a new database, is written again from there. What comes before an unreadable
 * record is added; then it stops. Offsets are committed after it returns, so a batch may come
 * again.
 */
final class HistoryListener
    implements BatchConsumerAwareMessageListener<byte[], byte[]>, ConsumerSeekAware {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryListener.class);

  private final SessionEvents events;
  private final HistoryStore store;
  private final HistoryProgress progress;
  private final Supplier<EventLogName> logs;
  private final Reading reading = new Reading();
  private @Nullable EventLogName log;

  /**
   * @param logs tells which log it is; asked whenever partitions are assigned
   */
  HistoryListener(
      SessionEvents events,
      HistoryStore store,
      HistoryProgress progress,
      Supplier<EventLogName> logs) {
    this.events = events;
    this.store = store;
    this.progress = progress;
    this.logs = logs;
  }

  @Override
  public void onPartitionsAssigned(
      Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
    log = null;
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
  }

  /** Adds what follows on the history; returns false if that stands elsewhere. */
  private boolean follows(TopicPartition at, List<ConsumerRecord<byte[], byte[]>> records) {
    List<Envelope> read = new ArrayList<>(records.size());
    UnreadableEventException unreadable = readInto(read, records);
    long next = unreadable == null ? records.getLast().offset() + 1 : unreadable.offset();
    boolean follows = add(at, read, next, commandOf(records, next));
    if (follows && unreadable != null) {
      LOG.error(
          "The history of sessions stops here and needs somebody to look: {}",
          unreadable.getMessage());
      progress.stopped(unreadable);
      throw unreadable;
    }
    return follows;
  }

  private @Nullable UnreadableEventException readInto(
      List<Envelope> read, List<ConsumerRecord<byte[], byte[]>> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        Envelope envelope = events.read(record);
        if (envelope != null) {
          read.add(envelope);
        }
      } catch (UnreadableRecordException e) {
        return new UnreadableEventException(record, e);
      }
    }
    return null;
  }

  private static long commandOf(List<ConsumerRecord<byte[], byte[]>> records, long next) {
    return records.stream()
        .filter(record -> record.offset() < next)
        .mapToLong(SessionEvents::commandOf)
        .max()
        .orElse(-1);
  }

  private boolean add(TopicPartition at, List<Envelope> read, long next, long command) {
    int partition = at.partition();
    if (!read.isEmpty()) {
      progress.began(read.getFirst().clock());
    }
    try {
      if (reading.isFresh(partition) && hasToTurn(at)) {
        return false;
      }
      long from = reading.position(partition);
      long stands = store.add(new EventBatch(partition, log(), from, next, command, read));
      progress.done();
      if (stands == next) {
        reading.advance(partition, next);
        return true;
      }
      return !turnsTo(at, stands);
    } catch (RuntimeException e) {
      wait(at, next, e);
      throw e;
    }
  }

  private boolean hasToTurn(TopicPartition at) {
    int partition = at.partition();
    return turnsTo(at, store.stands(partition, log(), reading.isFresh(partition)));
  }

  private boolean turnsTo(TopicPartition at, long stands) {
    long was = reading.position(at.partition());
    boolean turns = reading.turnsTo(at.partition(), stands);
    if (turns) {
      LOG.warn(
          "The history of sessions does not stand where the log was read to, so it goes on from where it stands: partition={} read={} stands={}",
          at,
          was,
          stands);
    }
    return turns;
  }

  private EventLogName log() {
    EventLogName known = log == null ? logs.get() : log;
    log = known;
    return known;
  }

  private void wait(TopicPartition at, long next, RuntimeException e) {
    if (progress.trouble() == null) {
      LOG.warn(
          "Cannot write the history of sessions; nothing is skipped, it is tried again until it"
              + " works: partition={} upTo={} reason={}",
          at,
          next,
          e.toString());
    }
    progress.waitsFor(e);
  }
}
