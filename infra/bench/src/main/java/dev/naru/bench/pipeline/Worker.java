package dev.naru.bench.pipeline;

import dev.naru.admission.loop.LoopConfiguration;
import dev.naru.embedded.Connections;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The admission worker's loop, as the product wires it. */
final class Worker implements AutoCloseable {
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();

  Worker(Connections servers) {
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "bench",
                Map.of(
                    "spring.kafka.bootstrap-servers",
                    servers.kafka(),
                    "spring.data.redis.url",
                    servers.redis(),
                    "naru.rooms.default.max-waiting",
                    10_000_000,
                    "naru.rooms.default.session-ttl",
                    "24h",
                    "naru.rooms.default.idle-timeout",
                    "24h",
                    "naru.rooms.default.abandon-timeout",
                    "24h",
                    "naru.pools.default.slots",
                    10)));
    context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
    context.register(LoopConfiguration.class);
    context.refresh();
  }

  @Override
  public void close() {
    context.close();
  }
}
