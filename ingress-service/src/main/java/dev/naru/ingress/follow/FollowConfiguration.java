package dev.naru.ingress.follow;

import dev.naru.ingress.view.Rooms;
import dev.naru.ingress.view.StampFollower;
import dev.naru.ingress.view.Stamps;
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
  ViewCurrency ingressViewCurrency(Stamps ingressStamps) {
    return ViewCurrency.of(ingressStamps);
  }

  @Bean
  EventsFollower ingressEventsFollower(
      @Value("${spring.kafka.bootstrap-servers}") String bootstrapServers,
      Signals ingressSignals,
      Rooms ingressRooms,
      ViewCurrency ingressViewCurrency) {
    return new EventsFollower(
        () -> consumer(bootstrapServers),
        new WireFormat(),
        new EventSignals(ingressSignals, ingressRooms),
        ingressSignals,
        ingressViewCurrency);
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.CLIENT_ID_CONFIG,
            "naru-ingress-follower",
            CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
            "none", // else it spins while no broker answers
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            5_000,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            200,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            2_000,
            ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            500),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  @Bean
  Goodbye ingressGoodbye(Signals ingressSignals, Stamps ingressStamps) {
    return new Goodbye(ingressSignals, ingressStamps);
  }

  @Bean
  MeterBinder ingressViewMetrics(
      ViewCurrency ingressViewCurrency, Signals ingressSignals, Stamps ingressStamps) {
    return registry -> {
      Gauge.builder("naru.view.lag", ingressViewCurrency, ViewCurrency::lagSeconds)
          .description("Age of the oldest event that the view does not show")
          .baseUnit("seconds")
          .register(registry);
      Gauge.builder("naru.long.polls.open", ingressSignals, Signals::open)
          .description("Long polls that wait for a change")
          .register(registry);
      Gauge.builder("naru.waits.open", ingressStamps, Stamps::waiting)
          .description("Requests that wait for a decision to be in the view")
          .register(registry);
    };
  }

  @Bean
  HealthIndicator ingressKafkaHealthIndicator(ViewCurrency ingressViewCurrency) {
    return upIf(ingressViewCurrency::hasContact, "The log has not answered for 5 s");
  }

  @Bean
  HealthIndicator ingressRedisHealthIndicator(StampFollower ingressStampFollower) {
    return upIf(ingressStampFollower::hasSeenView, "Redis showed no view for 3 s");
  }

  @Bean
  HealthIndicator ingressViewHealthIndicator(ViewCurrency ingressViewCurrency) {
    return upIf(ingressViewCurrency::isCurrent, "The view is not known to be current");
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
