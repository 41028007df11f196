package dev.naru.admission.loop;

import dev.naru.admission.snapshot.LogIdentity;
import dev.naru.admission.snapshot.SnapshotPlace;
import dev.naru.admission.snapshot.Snapshots.Restored;
import dev.naru.admission.state.Evolver;
import dev.naru.admission.state.RoomsState;
import dev.naru.model.event.Envelope;
import dev.naru.model.wire.HashChain;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.WireFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition's state that follows the recorded events: what happened stays happened, whatever this
 * version would decide. Between two calls it stands at the end of a transaction, never within a
 * command. Not thread-safe.
 */
public final class Follower {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int UNKNOWN = -1;

  private final Evolver evolver = new Evolver();
  private final WireFormat wire;
  private final LogIdentity log;
  private final TopicPartition events;
  private final RoomsState state;
  private final EventOrder order;
  private String previousChain;
  private long nextEvent;
  private int leaderEpoch;

  /** Stands before the first event. */
  Follower(WireFormat wire, LogIdentity log, int partition) {
    this.wire = wire;
    this.log = log;
    this.events = new TopicPartition(Topics.EVENTS, partition);
    this.state = new RoomsState();
    this.order = new EventOrder(state.offset());
    this.previousChain = HashChain.GENESIS;
    this.leaderEpoch = UNKNOWN;
  }

  /** Stands where a snapshot was taken. */
  Follower(WireFormat wire, Restored snapshot) {
    this.wire = wire;
    this.log = snapshot.place().log();
    this.events = new TopicPartition(Topics.EVENTS, snapshot.place().partition());
    this.state = snapshot.state();
    this.order = new EventOrder(state.offset());
    this.previousChain = snapshot.place().previousChain();
    this.nextEvent = snapshot.place().nextEvent();
    this.leaderEpoch = snapshot.place().leaderEpoch();
  }

  /**
   * Evolves the events that are committed by now, unless it is told to stop before.
   *
   * @param consumer reads committed events; it is given this partition and no other
   * @throws BrokenLogException if the events do not go on here, or one cannot be read
   */
  void catchUp(KafkaConsumer<byte[], byte[]> consumer, BooleanSupplier mayGoOn) {
    long end = end(consumer);
    if (nextEvent == end) {
      return;
    }
    consumer.assign(List.of(events));
    consumer.seek(events, new OffsetAndMetadata(nextEvent, epoch(), ""));
    while (nextEvent < end && mayGoOn.getAsBoolean()) {
      for (ConsumerRecord<byte[], byte[]> record : poll(consumer)) {
        if (record.offset() < end) {
          evolve(record);
        }
      }
      nextEvent = Math.min(end, consumer.position(events));
    }
  }

  private long end(KafkaConsumer<byte[], byte[]> consumer) {
    LogSpan span = LogSpan.of(consumer, events);
    LogCheck.requireEvents(events, span, nextEvent);
    return span.end();
  }

  /** With the epoch, the broker can tell whether what was read there was cut off since. */
  private Optional<Integer> epoch() {
    return leaderEpoch == UNKNOWN ? Optional.empty() : Optional.of(leaderEpoch);
  }

  private Iterable<ConsumerRecord<byte[], byte[]>> poll(KafkaConsumer<byte[], byte[]> consumer) {
    try {
      return consumer.poll(POLL);
    } catch (OffsetOutOfRangeException e) {
      throw LogCheck.truncated(events, nextEvent, "the broker says: " + e.getMessage());
    }
  }

  private void evolve(ConsumerRecord<byte[], byte[]> record) {
    try {
      Envelope envelope = wire.decodeEnvelope(record.value());
      requireNext(envelope, record.offset());
      if (envelope.offset() != state.offset()) {
        previousChain = state.chain();
      }
      evolver.evolve(state, envelope);
      leaderEpoch = record.leaderEpoch().orElse(UNKNOWN);
    } catch (UnreadableRecordException e) {
      throw new BrokenLogException(
          "Expected an event of this version at offset %d of %s, but found something else: run the version that wrote it"
              .formatted(record.offset(), events));
    }
  }

  /**
   * Each command once, in its order, and its events in theirs. Where a file lost the end of a
   * transaction, what is left of it shows with the next one, which tells the same again.
   */
  private void requireNext(Envelope envelope, long at) {
    if (!order.goesOn(envelope)) {
      throw LogCheck.outOfOrder(events, at, state.offset(), envelope);
    }
  }

  int partition() {
    return events.partition();
  }

  /** The log that it follows. */
  LogIdentity log() {
    return log;
  }

  public RoomsState state() {
    return state;
  }

  /** The running hash of the commands before the last one. */
  String previousChain() {
    return previousChain;
  }

  /** Where it stands. */
  public SnapshotPlace place() {
    return new SnapshotPlace(
        partition(), log, state.offset(), nextEvent, leaderEpoch, state.chain(), previousChain);
  }
}
