package dev.naru.model.event;

import dev.naru.model.RawJson;
import java.util.UUID;

/**
 * No worker started a query within the time that its room lets it wait. If it had been assigned,
 * its slot stays taken until the worker says that nothing runs.
 *
 * @param slot the slot that it still occupies, -1 if none
 * @param error a problem object
 */
public record QueryTimedOut(UUID queryId, UUID sessionId, String pool, int slot, RawJson error)
    implements Event {}
