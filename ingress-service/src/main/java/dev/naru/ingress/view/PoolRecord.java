package dev.naru.ingress.view;

import dev.naru.model.PoolSettings;

/**
 * One pool's settings and figures.
 *
 * @param queued queries that wait for a slot
 */
public record PoolRecord(Head head, String name, PoolSettings settings, long queued) {}
