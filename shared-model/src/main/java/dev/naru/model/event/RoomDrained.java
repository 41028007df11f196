package dev.naru.model.event;

/** Joins are refused; those who wait are still admitted. */
public record RoomDrained(String room) implements Event {}
