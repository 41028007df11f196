package dev.naru.query.upstream;

import dev.naru.model.RawJson;
import java.util.UUID;

/**
 * One attempt of a query, as an upstream sees it.
 *
 * @param attempt 1, 2, …
 * @param traceparent W3C trace context of the attempt
 */
public record Question(
    UUID queryId, UUID sessionId, String room, RawJson payload, int attempt, String traceparent) {}
