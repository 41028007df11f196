package dev.naru.standalone;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;

/**
 * Waits until every part is ready, however long that takes: a long log takes its time to be read.
 * Says every 10 s what it is waiting for.
 */
final class Settling {
  private static final Logger LOG = LoggerFactory.getLogger(Settling.class);
  private static final String PARTS = "parts";
  private static final Duration LOOK = Duration.ofMillis(25);
  private static final Duration SAY = Duration.ofSeconds(10);

  private final HealthEndpoint health;

  Settling(HealthEndpoint health) {
    this.health = health;
  }

  void await() throws InterruptedException {
    long said = System.nanoTime();
    for (var missing = missing(); !missing.isEmpty(); missing = missing()) {
      if (System.nanoTime() - said > SAY.toNanos()) {
        LOG.info("Not ready yet: {}", String.join(", ", missing));
        said = System.nanoTime();
      }
      Thread.sleep(LOOK);
    }
  }

  private List<String> missing() {
    if (!(health.healthForPath(PARTS) instanceof CompositeHealthDescriptor parts)) {
      throw new IllegalStateException("Expected the health group '%s'".formatted(PARTS));
    }
    return Objects.requireNonNullElse(parts.getComponents(), Map.<String, HealthDescriptor>of())
        .entrySet()
        .stream()
        .filter(part -> !Status.UP.equals(part.getValue().getStatus()))
        .map(part -> part.getKey() + " is " + part.getValue().getStatus().getCode())
        .toList();
  }
}
