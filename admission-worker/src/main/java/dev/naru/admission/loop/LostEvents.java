package dev.naru.admission.loop;

import dev.naru.admission.history.HistoryConfiguration;
import dev.naru.model.SettingsSource;
import dev.naru.model.command.Command;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.ConfigureRoom;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.WireFormat;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Looks for traces of events that are there no more. Where there is no snapshot, nothing in the
 * events themselves tells that some are missing, and what they said would be decided again unasked.
 */
final class LostEvents {
  private final KafkaClients clients;
  private final WireFormat wire = new WireFormat();

  LostEvents(KafkaClients clients) {
    this.clients = clients;
  }

  /** Throws {@link BrokenLogException} if there were more events than there are. */
  void requireNone(int partition) throws ExecutionException, InterruptedException {
    TopicPartition events = new TopicPartition(Topics.EVENTS, partition);
    long read = readByHistory(events);
    try (KafkaConsumer<byte[], byte[]> consumer = clients.events()) {
      long end = LogSpan.of(consumer, events).end();
      if (end < read) {
        throw LogCheck.truncated(
            events, read, "it ends at " + end + ", and the history has read more");
      }
      if (end == 0) {
        requireNeverBegun(consumer, events);
      }
    }
  }

  /** Where the history goes on; 0 if it has read nothing, or nobody may know. */
  private long readByHistory(TopicPartition events)
      throws ExecutionException, InterruptedException {
    try (Admin admin = clients.admin()) {
      OffsetAndMetadata next =
          admin
              .listConsumerGroupOffsets(HistoryConfiguration.GROUP)
              .partitionsToOffsetAndMetadata()
              .get()
              .get(events);
      return next == null ? 0 : next.offset();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException
          || e.getCause() instanceof GroupAuthorizationException) {
        return 0;
      }
      throw e;
    }
  }

  /**
   * Whoever works on a partition begins a term, which is an event, before it writes settings of its
   * file into the commands.
   */
  private void requireNeverBegun(KafkaConsumer<byte[], byte[]> consumer, TopicPartition events) {
    TopicPartition commands = new TopicPartition(Topics.COMMANDS, events.partition());
    LogSpan span = LogSpan.of(consumer, commands);
    if (span.first() == span.end()) {
      return;
    }
    for (ConsumerRecord<byte[], byte[]> record : LogCheck.read(consumer, commands, span.first())) {
      if (isOfFile(record)) {
        throw new BrokenLogException(
            "Expected %s to hold the events of the commands, but it is empty, and a worker wrote command %d: it was truncated or made anew. Restore it from a backup, or have all commands decided again, and "
                    .formatted(events, record.offset())
                + LogCheck.FORGET);
      }
    }
  }

  private boolean isOfFile(ConsumerRecord<byte[], byte[]> record) {
    try {
      Command command = wire.decodeCommand(record.value());
      return (command instanceof ConfigurePool pool && pool.source() == SettingsSource.FILE)
          || (command instanceof ConfigureRoom room && room.source() == SettingsSource.FILE);
    } catch (UnreadableRecordException e) {
      return false; // not a worker's
    }
  }
}
