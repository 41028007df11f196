package dev.naru.ingress.follow;

import dev.naru.ingress.news.RoomNews;
import dev.naru.ingress.view.HeadLook;
import dev.naru.ingress.view.Partitions;
import dev.naru.ingress.view.Rooms;
import dev.naru.model.wire.WireFormat;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the follower of the events, and what can be told from it about the service's health. */
@Configuration(proxyBeanMethods = false)
public class FollowConfiguration {

  @Bean(destroyMethod = "")
  Signals ingressSignals() {
    return new Signals();
  }

  @Bean
  RoomNews ingressRoomNews() {
    return new RoomNews();
  }

  @Bean
  EventsFollower ingressEventsFollower(
      @Value("${spring.kafka.bootstrap-servers}") String bootstrapServers,
      Signals ingressSignals,
      RoomNews ingressRoomNews,
      Rooms ingressRooms,
      Partitions ingressPartitions) {
    return new EventsFollower(
        () -> consumer(bootstrapServers),
        new WireFormat(),
        new EventSignals(ingressSignals, ingressRoomNews, ingressRooms),
        ingressPartitions);
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
    return new KafkaConsumer<>(
        Map.ofEntries(
            Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, "naru-ingress-follower"),
            // else it spins while no broker answers
            Map.entry(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none"),
            Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
            Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
            Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
            Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000),
            Map.entry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 200),
            Map.entry(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000),
            Map.entry(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500),
            // so that partitions that are added are soon followed
            Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000)),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  @Bean
  Goodbye ingressGoodbye(Signals ingressSignals, Partitions ingressPartitions) {
    return new Goodbye(ingressSignals, ingressPartitions);
  }

  @Bean
  MeterBinder ingressViewMetrics(Partitions ingressPartitions, Signals ingressSignals) {
    return registry -> {
      Gauge.builder("naru.view.lag", ingressPartitions, FollowConfiguration::lagSeconds)
          .description("Age of the oldest event that the view does not show")
          .baseUnit("seconds")
          .register(registry);
      Gauge.builder("naru.long.polls.open", ingressSignals, Signals::open)
          .description("Long polls and pushes that wait for a change")
          .register(registry);
      Gauge.builder("naru.waits.open", ingressPartitions, FollowConfiguration::waiting)
          .description("Requests that wait for a decision to be in the view")
          .register(registry);
    };
  }

  private static double lagSeconds(Partitions partitions) {
    return partitions.all().stream().mapToDouble(it -> it.currency().lagSeconds()).max().orElse(0);
  }

  private static double waiting(Partitions partitions) {
    return partitions.all().stream().mapToInt(it -> it.stamps().waiting()).sum();
  }

  @Bean
  HealthIndicator ingressKafkaHealthIndicator(Partitions ingressPartitions) {
    return upIf(
        () -> ingressPartitions.first().currency().hasContact(),
        "The log has not answered for 5 s");
  }

  @Bean
  HealthIndicator ingressRedisHealthIndicator(HeadLook ingressHeads) {
    return upIf(ingressHeads::hasSeenViews, "Redis showed no view for 3 s");
  }

  @Bean
  HealthIndicator ingressViewHealthIndicator(Partitions ingressPartitions) {
    return upIf(
        () -> ingressPartitions.all().stream().allMatch(it -> it.currency().isCurrent()),
        "The view is not known to be current");
  }

  @Bean
  HealthIndicator ingressFollowerHealthIndicator(EventsFollower ingressEventsFollower) {
    return upIf(ingressEventsFollower::isAlive, "The follower of the events has died");
  }

  private static HealthIndicator upIf(BooleanSupplier good, String otherwise) {
    return () ->
        good.getAsBoolean()
            ? Health.up().build()
            : Health.down().withDetail("reason", otherwise).build();
  }
}
