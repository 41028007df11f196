package dev.naru.ingress.http;

import dev.naru.ingress.story.FairnessFigures;

/**
 * A room's order over the last hour, as everybody may see it.
 *
 * @param inversions admissions of somebody after one who had joined later
 * @param maxActive the most sessions that were active at once
 * @param capacity as it is now
 */
record FairnessBody(
    String room,
    long windowSeconds,
    long admissions,
    long inversions,
    int maxActive,
    int capacity,
    FairnessFigures.Errors estimateErrorSeconds) {}
