package dev.naru.ingress.figures;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a room was like during one step.
 *
 * @param at when the step began
 * @param active at its end
 * @param waiting at its end
 * @param left those who left the line without a seat
 * @param waitP50 median wait of those admitted, in seconds; null if nobody was
 * @param waitP95 95th percentile
 */
public record Point(
    Instant at,
    int active,
    long waiting,
    long joined,
    long admitted,
    long left,
    @Nullable Double waitP50,
    @Nullable Double waitP95) {}
