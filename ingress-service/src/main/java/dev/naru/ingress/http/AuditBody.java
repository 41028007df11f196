package dev.naru.ingress.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.naru.ingress.audit.AuditEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that an operator did; {@code before} and {@code after} are JSON, null for nothing. */
record AuditBody(
    Instant at,
    String operator,
    String action,
    String target,
    @Nullable String reason,
    @JsonRawValue @Nullable String before,
    @JsonRawValue @Nullable String after) {

  static AuditBody of(AuditEntry entry) {
    return new AuditBody(
        entry.at(),
        entry.operator(),
        entry.action(),
        entry.target(),
        entry.reason(),
        entry.before(),
        entry.after());
  }
}
