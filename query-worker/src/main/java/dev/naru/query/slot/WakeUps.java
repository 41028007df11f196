package dev.naru.query.slot;

import java.util.function.Supplier;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wake-ups of a consumer that were meant for its poll. */
final class WakeUps {
  private static final Logger LOG = LoggerFactory.getLogger(WakeUps.class);

  private WakeUps() {}

  /** Calls the consumer again if a wake-up, late for the poll, hits the call. */
  static <T> T outlast(Supplier<T> call) {
    while (true) {
      try {
        return call.get();
      } catch (WakeupException e) {
        LOG.trace("A wake-up came late", e);
      }
    }
  }
}
