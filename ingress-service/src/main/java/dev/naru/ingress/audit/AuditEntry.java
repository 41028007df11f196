package dev.naru.ingress.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an operator did, or tried to.
 *
 * @param action such as {@code room.pause}
 * @param target what it was done to, such as {@code rooms/default}
 * @param reason in the operator's words; null if none was given
 * @param before what was changed, as it stood: JSON; null if there was nothing
 * @param after what was asked for: JSON; null if it is gone
 */
public record AuditEntry(
    Instant at,
    String operator,
    String action,
    String target,
    @Nullable String reason,
    @Nullable String before,
    @Nullable String after) {}
