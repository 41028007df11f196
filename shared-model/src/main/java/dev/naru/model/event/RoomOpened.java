package dev.naru.model.event;

/** Joins are taken. */
public record RoomOpened(String room) implements Event {}
