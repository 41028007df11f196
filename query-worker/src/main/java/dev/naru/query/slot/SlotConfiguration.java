package dev.naru.query.slot;

import dev.naru.model.wire.WireFormat;
import dev.naru.query.chunk.RedisChunks;
import dev.naru.query.deadletter.DeadLetters;
import dev.naru.query.settings.KafkaClients;
import dev.naru.query.settings.Pools;
import dev.naru.query.settings.QuerySettings;
import dev.naru.query.upstream.ApiKeys;
import dev.naru.query.upstream.Upstreams;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires the slots. */
@Configuration(proxyBeanMethods = false)
public class SlotConfiguration {

  @Bean
  SlotWorker querySlotWorker(
      Pools pools,
      QuerySettings settings,
      KafkaClients queryKafkaClients,
      @Qualifier("queryProducer") Producer<byte[], byte[]> producer,
      DeadLetters queryDeadLetters,
      RedisChunks queryChunks,
      MeterRegistry meters,
      Environment environment,
      ApplicationEventPublisher events) {
    WireFormat wire = new WireFormat();
    InstantSource clock = InstantSource.system();
    Upstreams upstreams = new Upstreams(new ApiKeys(environment::getProperty), meters, clock);
    RunningQueries running = new RunningQueries();
    CancelFollower follower = new CancelFollower(queryKafkaClients, wire, running, clock);
    CommandLog commands = new KafkaCommandLog(producer, wire, settings.worker());
    Backoff backoff = new Backoff(settings, () -> ThreadLocalRandom.current().nextDouble());
    List<PoolWorker> workers =
        pools.byName().entrySet().stream()
            .map(
                pool ->
                    new SlotPool(
                        pool.getKey(),
                        pool.getValue(),
                        settings.worker(),
                        upstreams.of(pool.getKey(), pool.getValue()),
                        queryChunks.of(pool.getKey(), 2 * pool.getValue().maxResult().bytes()),
                        commands,
                        queryDeadLetters,
                        running,
                        backoff,
                        new SlotMetrics(meters, pool.getKey()),
                        wire,
                        System::nanoTime))
            .map(
                pool ->
                    new PoolWorker(pool, queryKafkaClients, settings, follower, onDeath(events)))
            .toList();
    return new SlotWorker(workers, follower, producer);
  }

  /** An error that no thread survives is not to be patched up: the process is to be replaced. */
  private static Consumer<Throwable> onDeath(ApplicationEventPublisher events) {
    return error -> {
      LoggerFactory.getLogger(SlotThread.class)
          .error("A slot thread died; this process must be restarted", error);
      AvailabilityChangeEvent.publish(events, error, LivenessState.BROKEN);
    };
  }

  @Bean
  HealthIndicator querySlotsHealthIndicator(SlotWorker querySlotWorker) {
    return new SlotHealth(querySlotWorker);
  }
}
