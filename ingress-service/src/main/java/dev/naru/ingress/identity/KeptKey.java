package dev.naru.ingress.identity;

import java.time.Instant;

/**
 * One of several keys for one purpose.
 *
 * @param number 0 for the first, one more for each that follows
 * @param text as it stands in its file
 */
record KeptKey(int number, String text, Instant madeAt) {}
