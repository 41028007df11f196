package dev.naru.ingress.deadletter;

/**
 * What a redrive comes to.
 *
 * @param letters to be redriven
 * @param settled whose query has a result meanwhile: they are over, and nothing is run again
 * @param skipped which cannot be redriven: their bytes were erased, or events are no commands
 */
public record RedrivePlan(long letters, long settled, long skipped) {}
