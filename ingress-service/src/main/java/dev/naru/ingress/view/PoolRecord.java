package dev.naru.ingress.view;

import dev.naru.model.HoldReason;
import dev.naru.model.PoolSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One pool's settings and figures.
 *
 * @param queued queries that wait for a slot
 * @param held why none of them gets one; null if they do
 * @param heldSince null if it is not held
 */
public record PoolRecord(
    Head head,
    String name,
    PoolSettings settings,
    long queued,
    @Nullable HoldReason held,
    @Nullable Instant heldSince) {}
