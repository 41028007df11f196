package dev.naru.bench.recovery;

import dev.naru.admission.loop.CommandProcessor;
import dev.naru.admission.state.RoomsState;
import dev.naru.model.PoolSettings;
import dev.naru.model.RoomSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.command.Command;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.ConfigureRoom;
import dev.naru.model.command.RequestSession;
import dev.naru.model.event.Envelope;
import dev.naru.model.wire.HashChain;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.WireFormat;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes joins of ever new users, and the events that the worker would write, into the topics. */
final class FilledLog implements AutoCloseable {
  private static final long BEGAN = 1_763_690_400_000L;

  private final WireFormat wire = new WireFormat();
  private final HashChain hashChain = new HashChain();
  private final RoomsState state = new RoomsState();
  private final CommandProcessor processor = new CommandProcessor(state, this::write);
  private final KafkaProducer<byte[], byte[]> producer;
  private long users;

  FilledLog(String kafka) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    write(new ConfigurePool("default", PoolSettings.defaults(), SettingsSource.FILE));
    write(new ConfigureRoom("default", room(), SettingsSource.FILE));
  }

  private static RoomSettings room() {
    RoomSettings d = RoomSettings.defaults();
    return RoomSettings.plain(
        d.capacity(),
        10_000_000,
        d.sessionTtl(),
        d.idleTimeout(),
        d.abandonTimeout(),
        d.claimTimeout(),
        d.admissionRate(),
        d.identity(),
        d.pools(),
        d.queries());
  }

  /** Lets so many users join, each with an Idempotency-Key of 36 characters. */
  void join(int count) {
    for (int i = 0; i < count; i++) {
      long user = ++users;
      UUID id = new UUID(mix(user) & ~0xF000L | 0x7000L, mix(~user) | Long.MIN_VALUE);
      write(
          new RequestSession(
              id, "default", "user-%07d".formatted(user), new UUID(user, mix(user)).toString()));
    }
    producer.flush();
  }

  private static long mix(long number) {
    return (number ^ (number >>> 31)) * 0x9E3779B97F4A7C15L;
  }

  private void write(Command command) {
    byte[] value = wire.encode(command);
    long offset = state.offset() + 1;
    // a failed send shows in what is recovered
    var unused = producer.send(new ProducerRecord<>(Topics.COMMANDS, 0, null, value));
    String chain = hashChain.next(state.chain(), value);
    processor.process(command, offset, BEGAN + offset / 100, chain);
  }

  private void write(Envelope envelope) {
    var unused = producer.send(new ProducerRecord<>(Topics.EVENTS, 0, null, wire.encode(envelope)));
  }

  @Override
  public void close() {
    producer.close();
  }
}
