package dev.naru.admission.loop;

import dev.naru.admission.snapshot.SnapshotSettings;
import dev.naru.admission.snapshot.SnapshotStore;
import dev.naru.admission.view.RedisConnections;
import dev.naru.embedded.Connections;
import dev.naru.model.PoolSettings;
import dev.naru.model.RoomSettings;
import dev.naru.model.command.Command;
import dev.naru.model.wire.WireFormat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;

/** One admission worker as the product wires it, and a way to send it commands. */
final class RunningWorker implements AutoCloseable {
  private final RedisConnections redis;
  private final KafkaProducer<byte[], byte[]> producer;
  private final CommandSender sender;
  private final StateKeeper keeper;
  private final PartitionOwnership ownership;

  RunningWorker(Connections servers, RoomSettings room, PoolSettings pool) {
    this(servers, room, pool, null);
  }

  /**
   * @param snapshots null to keep none
   */
  RunningWorker(
      Connections servers,
      RoomSettings room,
      PoolSettings pool,
      @Nullable SnapshotStore snapshots) {
    AdmissionSettings settings =
        new AdmissionSettings(
            (short) 1,
            1_000,
            "consumer",
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            true,
            new SnapshotSettings(Duration.ofSeconds(1), 1_000, 3));
    KafkaClients clients = new KafkaClients(servers.kafka(), settings);
    LogTopics topics = new LogTopics(clients, settings);
    keeper = StateKeeper.of(clients, topics, settings.snapshots(), snapshots);
    keeper.start();
    Map<Integer, LoopStatus> statuses = PartitionOwnership.newStatuses();
    redis = new RedisConnections(servers.redis());
    producer = clients.commandProducer();
    sender = new CommandSender(producer, new WireFormat());
    ownership =
        new PartitionOwnership(
            new LoopParts(
                clients,
                topics,
                keeper,
                sender,
                new FileSettings(Map.of("default", room), Map.of("default", pool)),
                redis,
                new WireFormat(),
                InstantSource.system(),
                new SimpleMeterRegistry(),
                "test",
                new LoopGauges(new SimpleMeterRegistry(), statuses)::accept),
            statuses);
    ownership.start();
  }

  long send(Command command) throws Exception {
    return sender.send(0, command).get(10, TimeUnit.SECONDS);
  }

  LoopStatus status() {
    return ownership.statuses().getOrDefault(0, LoopStatus.of(LoopStatus.Phase.STOPPED, ""));
  }

  boolean isCurrent() {
    return new AdmissionHealth(ownership, false)
        .health()
        .getStatus()
        .equals(org.springframework.boot.health.contributor.Status.UP);
  }

  @Override
  public void close() {
    ownership.close();
    keeper.close();
    producer.close();
    redis.close();
  }
}
