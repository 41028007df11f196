package dev.naru.model;

import java.util.UUID;

/**
 * What a slot's partition carries: a query for the worker thread that owns the slot.
 *
 * @param slot partition of {@code naru.slots.<pool>}, from 0
 * @param timeoutMillis longest run of each attempt
 */
public record SlotAssignment(
    UUID queryId,
    UUID sessionId,
    String room,
    String pool,
    int slot,
    RawJson payload,
    long timeoutMillis) {}
