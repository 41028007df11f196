package dev.naru.evidence.check;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one user was told about the session.
 *
 * @param state as last read
 * @param ticket null if never told
 * @param position 1 for the next in line; null if not waiting or active
 */
public record Visit(
    String user,
    String state,
    @Nullable Long ticket,
    @Nullable Integer position,
    @Nullable Instant admittedAt) {}
