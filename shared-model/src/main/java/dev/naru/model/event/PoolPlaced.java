package dev.naru.model.event;

/** A pool, and every room that uses it, lives on this partition from here on. */
public record PoolPlaced(String pool, int partition) implements Event {}
