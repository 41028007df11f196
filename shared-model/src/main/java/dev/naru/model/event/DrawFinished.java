package dev.naru.model.event;

import java.util.UUID;

/** A draw is done. */
public record DrawFinished(UUID drawId, String room) implements Event {}
