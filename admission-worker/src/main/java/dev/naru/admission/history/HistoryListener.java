package dev.naru.admission.history;

import dev.naru.model.event.Envelope;
import dev.naru.model.wire.UnreadableRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerSeekAware;

/**
 * Adds each batch of events to the history. What comes before an unreadable record is added; then
 * it stops. Offsets are committed after it returns, so a batch may come again.
 */
final class HistoryListener implements BatchMessageListener<byte[], byte[]>, ConsumerSeekAware {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryListener.class);

  private final SessionEvents events;
  private final HistoryStore store;
  private final HistoryProgress progress;

  HistoryListener(SessionEvents events, HistoryStore store, HistoryProgress progress) {
    this.events = events;
    this.store = store;
    this.progress = progress;
  }

  /** A history that was emptied, or a new database, is filled again from the log. */
  @Override
  public void onPartitionsAssigned(
      Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
    boolean begun = assignments.values().stream().anyMatch(position -> position > 0);
    if (begun && store.isEmpty()) {
      LOG.warn(
          "There is no history of sessions, though the log was read before: it is written again from"
              + " the first event that the log has: positions={}",
          assignments);
      callback.seekToBeginning(assignments.keySet());
    }
  }

  @Override
  public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
    List<Envelope> read = new ArrayList<>(records.size());
    Set<Integer> partitions = new TreeSet<>();
    UnreadableEventException unreadable = readInto(read, partitions, records);
    if (!read.isEmpty()) {
      add(partitions, read);
    }
    if (unreadable != null) {
      LOG.error(
          "The history of sessions stops here and needs somebody to look: {}",
          unreadable.getMessage());
      progress.stopped(unreadable);
      throw unreadable;
    }
  }

  private @Nullable UnreadableEventException readInto(
      List<Envelope> read, Set<Integer> partitions, List<ConsumerRecord<byte[], byte[]>> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        Envelope envelope = events.read(record);
        if (envelope != null) {
          read.add(envelope);
          partitions.add(record.partition());
        }
      } catch (UnreadableRecordException e) {
        return new UnreadableEventException(record, e);
      }
    }
    return null;
  }

  private void add(Set<Integer> partitions, List<Envelope> read) {
    progress.began(read.getFirst().clock());
    try {
      store.add(partitions, read);
      progress.done();
    } catch (RuntimeException e) {
      if (progress.trouble() == null) {
        LOG.warn(
            "Cannot write the history of sessions; nothing is skipped, it is tried again until it"
                + " works: events={} firstOffset={} reason={}",
            read.size(),
            read.getFirst().offset(),
            e.toString());
      }
      progress.waitsFor(e);
      throw e;
    }
  }
}
