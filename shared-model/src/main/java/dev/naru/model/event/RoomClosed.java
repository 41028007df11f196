package dev.naru.model.event;

/** Joins are refused; those who waited end by events of their own. */
public record RoomClosed(String room) implements Event {}
