package dev.naru.query.settings;

import dev.naru.model.InvalidSettingException;
import dev.naru.model.Names;
import dev.naru.model.PoolSettings;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The pools that this worker serves, by name: {@code naru.pools.*}, or one named "default". */
public record Pools(Map<String, PoolSettings> byName) {
  private static final String KEY = "naru.pools";

  public Pools {
    byName = Collections.unmodifiableMap(new TreeMap<>(byName));
    byName.keySet().forEach(name -> Names.requireName(KEY + "." + name, name));
  }

  /** Reads the pools; throws {@link InvalidSettingException} for a name that cannot be. */
  public static Pools from(Environment environment) {
    Map<String, PoolSettings> pools =
        Binder.get(environment)
            .bind(KEY, Bindable.mapOf(String.class, PoolSettings.class))
            .orElseGet(Map::of);
    return new Pools(pools.isEmpty() ? Map.of("default", PoolSettings.defaults()) : pools);
  }
}
