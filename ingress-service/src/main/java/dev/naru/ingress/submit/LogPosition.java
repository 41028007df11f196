package dev.naru.ingress.submit;

/**
 * Where a command stands in the log.
 *
 * @param at the log's time of it, ms since 1970
 */
public record LogPosition(int partition, long offset, long at) {}
