package dev.naru.admission.history;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * {@code DOWN} when history has stopped and will not go on by itself; {@code UNKNOWN} while it
 * waits for Postgres, which it catches up with later.
 */
final class HistoryHealth implements HealthIndicator {
  private final MessageListenerContainer container;
  private final HistoryProgress progress;

  HistoryHealth(MessageListenerContainer container, HistoryProgress progress) {
    this.container = container;
    this.progress = progress;
  }

  @Override
  public Health health() {
    String unreadable = progress.unreadable();
    String trouble = progress.trouble();
    if (unreadable != null) {
      return Health.down().withDetail("reason", unreadable).build();
    }
    if (!container.isInExpectedState()) {
      return Health.down().withDetail("reason", "the listener has stopped, see the log").build();
    }
    if (trouble != null) {
      return Health.unknown()
          .withDetail("waitsFor", trouble)
          .withDetail("secondsBehind", progress.secondsBehind())
          .build();
    }
    return Health.up().withDetail("secondsBehind", progress.secondsBehind()).build();
  }
}
