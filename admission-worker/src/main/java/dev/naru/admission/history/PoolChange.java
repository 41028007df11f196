package dev.naru.admission.history;

import dev.naru.model.HoldReason;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.PoolHeld;
import dev.naru.model.event.PoolReleased;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a pool was held, or went on being held, or was released.
 *
 * @param offset of the command
 * @param index of the event among that command's
 */
record PoolChange(String pool, long offset, int index, Instant at, What what, HoldReason reason) {
  enum What {
    HELD,
    RELEASED
  }

  /** What the event says of a pool; null if nothing. */
  static @Nullable PoolChange of(Envelope envelope) {
    return switch (envelope.event()) {
      case PoolHeld e -> of(envelope, e.pool(), What.HELD, e.reason());
      case PoolReleased e -> of(envelope, e.pool(), What.RELEASED, e.reason());
      default -> null;
    };
  }

  private static PoolChange of(Envelope envelope, String pool, What what, HoldReason reason) {
    return new PoolChange(
        StorableText.of(pool),
        envelope.offset(),
        envelope.index(),
        Instant.ofEpochMilli(envelope.clock()),
        what,
        reason);
  }
}
