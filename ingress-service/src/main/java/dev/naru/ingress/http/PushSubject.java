package dev.naru.ingress.http;

import java.util.UUID;

/**
 * What a push is of.
 *
 * @param partition number of the partition that it is on
 * @param id as it was asked for
 * @param sessionId the live session that it belongs to, or is
 */
record PushSubject(int partition, UUID id, UUID sessionId) {}
