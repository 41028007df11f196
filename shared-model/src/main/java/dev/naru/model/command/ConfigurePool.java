package dev.naru.model.command;

import dev.naru.model.Names;
import dev.naru.model.PoolSettings;
import dev.naru.model.SettingsSource;
import java.util.Objects;

/** Make a pool, or change its settings; the partitions of its slot topic must exist before. */
public record ConfigurePool(String pool, PoolSettings settings, SettingsSource source)
    implements Command {
  public ConfigurePool {
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(source, "source");
    Names.requireName("pool", pool);
  }
}
