package dev.naru.evidence.check;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A query as its user last read it.
 *
 * @param answered whether the result is the echo of what was asked
 */
public record QueryReading(
    String state, boolean answered, @Nullable Instant startedAt, @Nullable Instant finishedAt) {}
