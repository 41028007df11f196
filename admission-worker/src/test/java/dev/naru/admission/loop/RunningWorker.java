package dev.naru.admission.loop;

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

/** One admission worker as the product wires it, and a way to send it commands. */
public final class RunningWorker implements AutoCloseable {
  private final RedisConnections redis;
  private final KafkaProducer<byte[], byte[]> producer;
  private final CommandSender sender;
  private final PartitionOwnership ownership;

  public RunningWorker(Connections servers, RoomSettings room, PoolSettings pool) {
    AdmissionSettings settings =
        new AdmissionSettings(
            (short) 1, 1_000, "consumer", Duration.ofSeconds(30), Duration.ofSeconds(1), true);
    KafkaClients clients = new KafkaClients(servers.kafka(), settings);
    Map<Integer, LoopStatus> statuses = PartitionOwnership.newStatuses();
    redis = new RedisConnections(servers.redis());
    producer = clients.commandProducer();
    sender = new CommandSender(producer, new WireFormat());
    ownership =
        new PartitionOwnership(
            new LoopParts(
                clients,
                new LogTopics(clients, settings),
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

  public long send(Command command) throws Exception {
    return sender.send(0, command).get(10, TimeUnit.SECONDS);
  }

  LoopStatus status() {
    return ownership.statuses().getOrDefault(0, LoopStatus.of(LoopStatus.Phase.STOPPED, ""));
  }

  public boolean isCurrent() {
    return new AdmissionHealth(ownership, false)
        .health()
        .getStatus()
        .equals(org.springframework.boot.health.contributor.Status.UP);
  }

  @Override
  public void close() {
    ownership.close();
    producer.close();
    redis.close();
  }
}
