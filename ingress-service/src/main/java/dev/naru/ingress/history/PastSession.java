package dev.naru.ingress.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One request of a session, as the history has it; it follows within half a second. */
public record PastSession(
    UUID sessionId,
    String room,
    @Nullable String userKey,
    @Nullable Long ticket,
    String state,
    @Nullable Instant joinedAt,
    @Nullable Instant admittedAt,
    @Nullable Instant endedAt,
    @Nullable String endedReason,
    @Nullable String refusal) {}
