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
public final class RunningWorker implements AutoCloseable {
  private final RedisConnections redis;
  private final KafkaProducer<byte[], byte[]> producer;
  private final CommandSender sender;
  private final StateKeeper keeper;
  private final LoopParts parts;
  private final PartitionOwnership ownership;

  public RunningWorker(Connections servers, RoomSettings room, PoolSettings pool) {
    this(servers, room, pool, null, settings(false));
  }

  /**
   * @param snapshots null to keep none
   */
  RunningWorker(
      Connections servers,
      RoomSettings room,
      PoolSettings pool,
      @Nullable SnapshotStore snapshots,
      AdmissionSettings settings) {
    this(
        servers,
        new FileSettings(Map.of("default", room), Map.of("default", pool)),
        snapshots,
        settings);
  }

  RunningWorker(
      Connections servers,
      FileSettings file,
      @Nullable SnapshotStore snapshots,
      AdmissionSettings settings) {
    KafkaClients clients = new KafkaClients(servers.kafka(), settings);
    LogTopics topics = new LogTopics(clients, settings);
    keeper = StateKeeper.of(clients, topics, settings.snapshots(), snapshots);
    keeper.start();
    Map<Integer, LoopStatus> statuses = PartitionOwnership.newStatuses();
    redis = new RedisConnections(servers.redis());
    producer = clients.commandProducer();
    sender = new CommandSender(producer, new WireFormat());
    parts =
        new LoopParts(
            clients,
            topics,
            keeper,
            sender,
            file,
            redis,
            new WireFormat(),
            InstantSource.system(),
            new SimpleMeterRegistry(),
            "test",
            new LoopGauges(new SimpleMeterRegistry(), statuses)::accept);
    ownership = new PartitionOwnership(parts, statuses);
    ownership.start();
  }

  LoopParts parts() {
    return parts;
  }

  /** The product's, but for snapshots every second. */
  static AdmissionSettings settings(boolean forget) {
    return settings(forget, 1);
  }

  static AdmissionSettings settings(boolean forget, int partitions) {
    return new AdmissionSettings(
        (short) 1,
        1_000,
        "consumer",
        Duration.ofSeconds(30),
        Duration.ofSeconds(1),
        true,
        new SnapshotSettings(Duration.ofSeconds(1), 1_000, 3, forget),
        partitions);
  }

  static KafkaClients clients(Connections servers) {
    return new KafkaClients(servers.kafka(), settings(false));
  }

  public long send(Command command) throws Exception {
    return send(0, command);
  }

  long send(int partition, Command command) throws Exception {
    return sender.send(partition, command).get(10, TimeUnit.SECONDS);
  }

  /** How each partition of this worker stands. */
  Map<Integer, LoopStatus> statuses() {
    return ownership.statuses();
  }

  public LoopStatus status() {
    return ownership.statuses().getOrDefault(0, LoopStatus.of(LoopStatus.Phase.STOPPED, ""));
  }

  public boolean isCurrent() {
    return new AdmissionHealth(ownership, false)
        .health()
        .getStatus()
        .equals(org.springframework.boot.health.contributor.Status.UP);
  }

  /** Gives its partition back and stays otherwise as it is. */
  void leave() {
    ownership.close();
  }

  @Override
  public void close() {
    ownership.close();
    keeper.close();
    producer.close();
    redis.close();
  }
}
