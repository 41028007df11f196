package dev.naru.ingress.view;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A live session, with the name of its user: for operators only.
 *
 * @param admittedAt null while it waits, as {@code expiresAt} is
 */
public record PersonRecord(
    UUID sessionId,
    @Nullable String userKey,
    @Nullable Long ticket,
    @Nullable Instant joinedAt,
    @Nullable Instant admittedAt,
    @Nullable Instant expiresAt) {}
