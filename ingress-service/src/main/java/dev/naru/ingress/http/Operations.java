package dev.naru.ingress.http;

import dev.naru.ingress.audit.Audit;
import dev.naru.ingress.audit.AuditEntry;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what an operator is about to do. First, so that nothing is done that was not written
 * down; whatever then is not confirmed, or refused, stands there as well: it was asked for.
 */
final class Operations {
  private final Audit audit;
  private final InstantSource time;

  Operations(Audit audit, InstantSource time) {
    this.audit = audit;
    this.time = time;
  }

  /**
   * Writes one entry.
   *
   * @param before what is to be changed, as it stands: written as JSON; null if there is nothing
   * @param after what is asked for; null if it is to go
   */
  void note(
      String action,
      String target,
      @Nullable String reason,
      @Nullable Object before,
      @Nullable Object after) {
    audit.add(
        new AuditEntry(
            time.instant(),
            CurrentOperator.get().name(),
            action,
            target,
            reason,
            json(before),
            json(after)));
  }

  private static @Nullable String json(@Nullable Object state) {
    return state == null ? null : Json.OPERATOR.writeValueAsString(state);
  }
}
