package dev.naru.standalone;

import dev.naru.admission.loop.AdmissionSettings;
import dev.naru.admission.loop.FileSettings;
import dev.naru.ingress.IdentitySettings;
import dev.naru.ingress.IngressSettings;
import dev.naru.ingress.OpenAiSettings;
import dev.naru.ingress.OperatorSettings;
import dev.naru.ingress.PushSettings;
import dev.naru.model.IdentityMode;
import dev.naru.model.Names;
import dev.naru.model.PoolSettings;
import dev.naru.model.RetentionSettings;
import dev.naru.model.RoomSettings;
import dev.naru.query.settings.QuerySettings;
import dev.naru.query.upstream.ApiKeys;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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

  private static final Set<String> NARU =
      Set.of(
          "rooms",
          "pools",
          "ingress",
          "openai",
          "pushes",
          "operator",
          "identity",
          "admission",
          "query",
          "retention",
          "standalone");

  private final ConfigurableEnvironment environment;
  private final Binder binder;

  private SettingsCheck(ConfigurableEnvironment environment) {
    this.environment = environment;
    binder =
        new Binder(
            ConfigurationPropertySources.from(environment.getPropertySources()),
            new PropertySourcesPlaceholdersResolver(environment));
  }

  /** What the standalone itself needs to know. */
  record Found(SortedMap<String, RoomSettings> rooms, StandaloneSettings standalone) {}

  static void require(SettingsFile file) {
    file.keys().forEach(key -> requireKnown(file, key));
  }

  static Found require(ConfigurableEnvironment environment) {
    return new SettingsCheck(environment).found();
  }

  private Found found() {
    requireNames("naru.rooms");
    requireNames("naru.pools");
    var rooms = bind("rooms", Bindable.mapOf(String.class, RoomSettings.class)).orElseGet(Map::of);
    var pools = bind("pools", Bindable.mapOf(String.class, PoolSettings.class)).orElseGet(Map::of);
    bind("ingress", Bindable.of(IngressSettings.class));
    bind("openai", Bindable.of(OpenAiSettings.class));
    bind("pushes", Bindable.of(PushSettings.class));
    bind("operator", Bindable.of(OperatorSettings.class));
    IdentitySettings identity =
        bind("identity", Bindable.of(IdentitySettings.class)).orElse(IdentitySettings.NONE);
    rooms.forEach((name, room) -> requireIssuer(name, room, identity));
    bind("admission", Bindable.of(AdmissionSettings.class));
    bind("query", Bindable.of(QuerySettings.class));
    bind("retention", Bindable.of(RetentionSettings.class));
    new ApiKeys(environment::getProperty).require(pools);
    var standalone =
        bind("standalone", Bindable.of(StandaloneSettings.class))
            .orElse(StandaloneSettings.DEFAULT);
    return new Found(new TreeMap<>(new FileSettings(rooms, pools).rooms()), standalone);
  }

  private static void requireIssuer(String name, RoomSettings room, IdentitySettings identity) {
    if (room.identity() == IdentityMode.OIDC && identity.oidc() == null) {
      throw new WrongUseException(
          "Expected 'naru.identity.oidc' to name the issuer that room '"
              + name
              + "' asks for, but it is not set");
    }
  }

  private void requireNames(String key) {
    binder
        .bind(key, Bindable.mapOf(String.class, Object.class))
        .orElseGet(Map::of)
        .keySet()
        .forEach(name -> Names.requireName(key + ".<name>", name));
  }

  private <T> Optional<T> bind(String name, Bindable<T> shape) {
    // the environment's variables may be meant for others
    var noUnknownKeys =
        new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter());
    try {
      return Optional.ofNullable(binder.bind("naru." + name, shape, noUnknownKeys).orElse(null));
    } catch (BindException e) {
      throw new WrongUseException(WrongSetting.explain(e), e);
    }
  }

  private static void requireKnown(SettingsFile file, String key) {
    String[] parts = key.split("[.\\[]");
    boolean known =
        TOP.contains(parts[0])
            && (!parts[0].equals("naru") || parts.length == 1 || NARU.contains(parts[1]));
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
}
