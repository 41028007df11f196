package dev.naru.ingress.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One query, as the history has it. */
public record PastQuery(
    UUID queryId,
    @Nullable UUID sessionId,
    @Nullable String room,
    @Nullable String pool,
    String state,
    @Nullable Integer attempt,
    @Nullable Instant submittedAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {}
