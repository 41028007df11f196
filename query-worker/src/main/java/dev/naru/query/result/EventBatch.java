package dev.naru.query.result;

import dev.naru.model.event.Envelope;
import java.util.List;

/**
 * Some of a partition's events, in their order.
 *
 * @param topic id of the topic that they are of
 * @param from where the history has to stand for them to follow, as an offset in the events
 * @param next where it stands with them
 */
record EventBatch(int partition, String topic, long from, long next, List<Envelope> events) {}
