package dev.naru.model.event;

import java.util.UUID;

/**
 * The oldest queued query was given to a slot; the same transaction writes it to that slot's
 * partition.
 */
public record QueryAssigned(UUID queryId, String pool, int slot) implements Event {}
