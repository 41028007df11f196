package dev.naru.admission.loop;

import dev.naru.admission.clock.PresenceReaper;
import dev.naru.admission.snapshot.SnapshotStore;
import dev.naru.admission.view.RedisConnections;
import dev.naru.model.PoolSettings;
import dev.naru.model.RoomSettings;
import dev.naru.model.wire.WireFormat;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires the loop and what feeds it. */
@Configuration(proxyBeanMethods = false)
public class LoopConfiguration {
  @Bean
  AdmissionSettings admissionSettings(Environment environment) {
    return Binder.get(environment).bindOrCreate("naru.admission", AdmissionSettings.class);
  }

  /** Unknown keys and impossible values stop the start, with a message that names the key. */
  @Bean
  FileSettings admissionFileSettings(Environment environment) {
    return new FileSettings(
        bind(environment, "naru.rooms", RoomSettings.class),
        bind(environment, "naru.pools", PoolSettings.class));
  }

  private static <T> Map<String, T> bind(Environment environment, String key, Class<T> type) {
    return Binder.get(environment)
        .bind(
            key,
            Bindable.mapOf(String.class, type),
            new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
        .orElseGet(Map::of);
  }

  @Bean
  KafkaClients admissionKafkaClients(
      @Value("${spring.kafka.bootstrap-servers:127.0.0.1:9092}") String bootstrapServers,
      AdmissionSettings settings) {
    return new KafkaClients(bootstrapServers, settings);
  }

  @Bean
  RedisConnections admissionRedis(
      @Value("${spring.data.redis.url:redis://127.0.0.1:6379}") String url) {
    return new RedisConnections(url);
  }

  @Bean
  KafkaProducer<byte[], byte[]> admissionCommandProducer(KafkaClients clients) {
    return clients.commandProducer();
  }

  @Bean
  CommandSender admissionCommandSender(
      @Qualifier("admissionCommandProducer") KafkaProducer<byte[], byte[]> producer) {
    return new CommandSender(producer, new WireFormat());
  }

  @Bean
  LogTopics admissionLogTopics(KafkaClients clients, AdmissionSettings settings) {
    return new LogTopics(clients, settings);
  }

  @Bean(initMethod = "start")
  StateKeeper admissionStateKeeper(
      KafkaClients clients,
      LogTopics topics,
      ObjectProvider<SnapshotStore> store,
      AdmissionSettings settings) {
    return StateKeeper.of(clients, topics, settings.snapshots(), store.getIfAvailable());
  }

  @Bean(initMethod = "start")
  PartitionOwnership admissionOwnership(
      KafkaClients clients,
      LogTopics topics,
      StateKeeper keeper,
      CommandSender sender,
      FileSettings fileSettings,
      RedisConnections admissionRedis,
      MeterRegistry registry) {
    Map<Integer, LoopStatus> statuses = PartitionOwnership.newStatuses();
    LoopGauges gauges = new LoopGauges(registry, statuses);
    return new PartitionOwnership(
        new LoopParts(
            clients,
            topics,
            keeper,
            sender,
            fileSettings,
            admissionRedis,
            new WireFormat(),
            InstantSource.system(),
            registry,
            SoftwareVersion.current(),
            gauges::accept),
        statuses);
  }

  @Bean(destroyMethod = "shutdownNow")
  ScheduledExecutorService admissionReaper(
      PartitionOwnership ownership,
      RedisConnections admissionRedis,
      CommandSender sender,
      AdmissionSettings settings) {
    PresenceReaper reaper = new PresenceReaper(admissionRedis, sender, InstantSource.system());
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("naru-admission-reaper").factory());
    Duration interval = settings.reaperInterval();
    var unused =
        thread.scheduleWithFixedDelay(
            () -> ownership.statuses().forEach(reaper::reap),
            interval.toMillis(),
            interval.toMillis(),
            TimeUnit.MILLISECONDS);
    return thread;
  }

  @Bean
  HealthIndicator admissionHealthIndicator(
      PartitionOwnership ownership, AdmissionSettings settings) {
    return new AdmissionHealth(ownership, settings.standbyIsReady());
  }
}
