package dev.naru.ingress.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.naru.model.SessionState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session, as callers see it; unknown values are null.
 *
 * @param token only in the answer to a join
 * @param position 1 for the next in line, 0 when active, null otherwise
 */
record SessionBody(
    UUID sessionId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String token,
    String room,
    SessionState state,
    @Nullable Long ticket,
    @Nullable Long position,
    @Nullable Long estimatedWaitSeconds,
    @Nullable Long pollAfterSeconds,
    @Nullable Instant joinedAt,
    @Nullable Instant admittedAt,
    @Nullable Instant expiresAt,
    @Nullable String endedReason,
    @Nullable String refusal,
    @Nullable String admissionToken) {}
