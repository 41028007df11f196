package dev.naru.model.event;

import java.util.UUID;

/** A draw ended before its winners were told: nobody has won. */
public record DrawCancelled(UUID drawId, String room) implements Event {}
