package dev.naru.ingress.replay;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A replay as it stands.
 *
 * @param state {@code RUNNING}, {@code DONE} or {@code FAILED}
 * @param progress 0 to 1
 * @param commands replayed so far
 * @param report JSON; null unless it is done
 * @param error why it failed; null if it did not
 */
public record ReplayRun(
    UUID id,
    String mode,
    String state,
    double progress,
    long commands,
    long commandsPerSecond,
    @Nullable String report,
    @Nullable String error) {

  /** A replay that nobody has begun yet. */
  public static ReplayRun of(ReplayOrder order) {
    return new ReplayRun(order.id(), order.mode(), "RUNNING", 0, 0, 0, null, null);
  }
}
