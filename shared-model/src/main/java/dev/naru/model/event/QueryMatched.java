package dev.naru.model.event;

import java.util.UUID;

/** A submission repeated a key: its id reads as the query that the key made. */
public record QueryMatched(UUID queryId, UUID liveQueryId, UUID sessionId) implements Event {}
