package dev.naru.model.event;

import dev.naru.model.PoolSettings;
import dev.naru.model.SettingsSource;

/** A pool has these settings from here on. */
public record PoolConfigured(String pool, PoolSettings settings, SettingsSource source)
    implements Event {}
