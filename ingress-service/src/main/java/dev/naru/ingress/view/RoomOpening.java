package dev.naru.ingress.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a room opens next, or has opened last, by its schedule.
 *
 * @param closesAt null if it does not
 */
public record RoomOpening(Instant opensAt, @Nullable Instant closesAt) {}
