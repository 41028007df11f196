package dev.naru.admission.loop;

import dev.naru.admission.state.Evolver;
import dev.naru.admission.state.RoomsState;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.WireFormat;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rebuilds the state from the recorded events: what happened stays happened, whatever this version
 * would decide.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaClients clients;
  private final WireFormat wire;

  Recovery(KafkaClients clients, WireFormat wire) {
    this.clients = clients;
    this.wire = wire;
  }

  /**
   * Reads all committed events of the partition. No transaction may be open, or what it holds up
   * stays unread.
   *
   * @throws BrokenLogException if the events do not begin at the beginning, or one cannot be read
   */
  RoomsState recover(int partition) {
    TopicPartition events = new TopicPartition(Topics.EVENTS, partition);
    RoomsState state = new RoomsState();
    try (KafkaConsumer<byte[], byte[]> consumer = clients.events()) {
      consumer.assign(List.of(events));
      LogSpan log = LogSpan.of(consumer, events);
      if (log.first() > 0) {
        throw new BrokenLogException(
            "Expected the events of partition %d to begin at 0, but they begin at %d: set retention.ms=-1 on %s and restore it"
                .formatted(partition, log.first(), Topics.EVENTS));
      }
      consumer.seek(events, 0);
      Evolver evolver = new Evolver();
      while (consumer.position(events) < log.end()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          evolve(evolver, state, record);
        }
      }
      LOG.info(
          "The state is recovered partition={} events={} offset={}",
          partition,
          log.end(),
          state.offset());
    }
    return state;
  }

  private void evolve(Evolver evolver, RoomsState state, ConsumerRecord<byte[], byte[]> record) {
    try {
      evolver.evolve(state, wire.decodeEnvelope(record.value()));
    } catch (UnreadableRecordException e) {
      throw new BrokenLogException(
          "Expected an event of this version at offset %d of %s-%d, but found something else: run the version that wrote it"
              .formatted(record.offset(), record.topic(), record.partition()));
    }
  }
}
