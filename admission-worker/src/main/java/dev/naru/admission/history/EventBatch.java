package dev.naru.admission.history;

import dev.naru.model.event.Envelope;
import java.util.List;

/**
 * Some of a partition's events, in their order.
 *
 * @param from where the history has to stand for them to follow, as an offset in the events
 * @param next where it stands with them
 * @param command offset of the last command that was read of
 * @param events those that the history is made of
 */
record EventBatch(
    int partition, EventLogName log, long from, long next, long command, List<Envelope> events) {}
