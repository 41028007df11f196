package dev.naru.model.event;

import java.util.UUID;

/** A worker began an attempt at the envelope's clock. */
public record QueryStarted(UUID queryId, String pool, int slot, int attempt, String worker)
    implements Event {}
