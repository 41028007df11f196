package dev.naru.model.event;

import java.util.UUID;

/** The call of a query that was cancelled before is over: only its slot is free now. */
public record SlotFreed(UUID queryId, String pool, int slot) implements Event {}
