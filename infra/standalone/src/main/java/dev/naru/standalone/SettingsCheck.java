package dev.naru.standalone;

import dev.naru.model.Names;
import dev.naru.model.PoolSettings;
import dev.naru.model.RoomSettings;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Finds unknown keys and impossible values before anything is started. Of what the file may hold
 * besides {@code naru}, Spring is the judge.
 */
final class SettingsCheck {
  private static final Set<String> TOP = Set.of("naru", "spring", "logging", "management");

  private static final Set<String> NAMED = Set.of("naru.rooms.", "naru.pools.");

  private static final Bindable<Map<String, RoomSettings>> ROOMS =
      Bindable.mapOf(String.class, RoomSettings.class);

  private static final Map<String, Bindable<?>> NARU =
      Map.of("rooms", ROOMS, "pools", Bindable.mapOf(String.class, PoolSettings.class));

  private SettingsCheck() {}

  static void require(SettingsFile file) {
    file.keys().forEach(key -> requireKnown(file, key));
  }

  /** Returns the names of the rooms, at least one. */
  static SequencedSet<String> require(ConfigurableEnvironment environment) {
    var binder =
        new Binder(
            ConfigurationPropertySources.from(environment.getPropertySources()),
            new PropertySourcesPlaceholdersResolver(environment));
    NARU.forEach((name, shape) -> bind(binder, "naru." + name, shape));
    Set<String> rooms = names(binder, "naru.rooms");
    names(binder, "naru.pools");
    return new TreeSet<>(rooms.isEmpty() ? Set.of("default") : rooms);
  }

  private static Set<String> names(Binder binder, String key) {
    var names = binder.bind(key, Bindable.mapOf(String.class, Object.class)).orElseGet(Map::of);
    names.keySet().forEach(name -> Names.requireName(key + ".<name>", name));
    return names.keySet();
  }

  private static void requireKnown(SettingsFile file, String key) {
    String[] parts = key.split("[.\\[]");
    boolean known =
        TOP.contains(parts[0])
            && (!parts[0].equals("naru") || parts.length == 1 || NARU.containsKey(parts[1]));
    if (!known) {
      throw new WrongUseException(
          "Expected settings that Naru knows in %s, but found the key '%s'"
              .formatted(file.path(), key));
    }
    if (parts[0].equals("naru") && parts.length <= 3) {
      requireGroup(file, key, parts.length);
    }
  }

  /** An empty 'naru:' or 'rooms:' is no harm; an empty room would be taken for no room. */
  private static void requireGroup(SettingsFile file, String key, int depth) {
    boolean named = depth == 3 && NAMED.stream().anyMatch(key::startsWith);
    String value = file.value(key);
    if (named || (depth < 3 && !value.isEmpty())) {
      throw new WrongUseException(
          "Expected '%s' in %s to be a group of settings, but it is '%s'"
              .formatted(key, file.path(), value));
    }
  }

  private static void bind(Binder binder, String prefix, Bindable<?> shape) {
    // the environment's variables may be meant for others
    var noUnknownKeys =
        new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter());
    try {
      var unused = binder.bind(prefix, shape, noUnknownKeys);
    } catch (BindException e) {
      throw new WrongUseException(WrongSetting.explain(e), e);
    }
  }
}
