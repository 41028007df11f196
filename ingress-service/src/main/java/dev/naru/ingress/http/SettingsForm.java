package dev.naru.ingress.http;

import dev.naru.model.InvalidSettingException;
import dev.naru.model.wire.WireFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Settings that an operator sends: read as those of {@code naru.yml} are, by the same names and
 * rules. What is not given stays as it is; null brings the default back.
 */
final class SettingsForm {
  private static final String ROOT = "settings";
  private static final WireFormat WIRE = new WireFormat();
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private SettingsForm() {}

  /** Returns the settings as they will be; throws 400 for what they cannot be. */
  static <T> T read(ObjectNode given, T current, Class<T> type) {
    ObjectNode merged = (ObjectNode) MAPPER.readTree(WIRE.encodePart(current));
    merge(merged, given);
    Map<String, String> flat = new HashMap<>();
    flatten(ROOT, merged, flat);
    try {
      return new Binder(new MapConfigurationPropertySource(flat))
          .bind(ROOT, Bindable.of(type), new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
          .orElseThrow(() -> Problems.malformed("Expected settings, but found none"));
    } catch (BindException e) {
      throw Problems.malformed(explain(e));
    }
  }

  private static void merge(ObjectNode into, ObjectNode given) {
    for (Map.Entry<String, JsonNode> field : given.properties()) {
      String known = nameIn(into, field.getKey());
      JsonNode old = known == null ? null : into.get(known);
      if (old instanceof ObjectNode group && field.getValue() instanceof ObjectNode changes) {
        merge(group, changes);
      } else {
        if (known != null) {
          into.remove(known);
        }
        if (!field.getValue().isNull()) {
          into.set(field.getKey(), field.getValue());
        }
      }
    }
  }

  private static @Nullable String nameIn(ObjectNode object, String name) {
    return object.propertyNames().stream()
        .filter(known -> uniform(known).equals(uniform(name)))
        .findFirst()
        .orElse(null);
  }

  /** {@code session-ttl} and {@code sessionTtl} are one. */
  private static String uniform(String name) {
    return name.replace("-", "").toLowerCase(Locale.ROOT);
  }

  private static void flatten(String name, JsonNode value, Map<String, String> into) {
    if (value.isObject() && !value.isEmpty()) {
      value
          .properties()
          .forEach(field -> flatten(name + "." + field.getKey(), field.getValue(), into));
    } else if (value.isArray() && !value.isEmpty()) {
      for (int i = 0; i < value.size(); i++) {
        flatten(name + "[" + i + "]", value.get(i), into);
      }
    } else {
      into.put(name, value.isArray() ? "" : text(name, value));
    }
  }

  /** Nothing and an empty object would be taken for what is not given. */
  private static String text(String name, JsonNode value) {
    if (value.isObject() || value.asString("").isBlank()) {
      throw Problems.malformed("Expected '" + local(name) + "' to have a value, but it is empty");
    }
    return value.asString("");
  }

  private static String explain(BindException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnboundConfigurationPropertiesException unknown) {
        return "Expected settings that there are, but found '"
            + local(unknown.getUnboundProperties().iterator().next().getName().toString())
            + "'";
      }
      if (cause instanceof InvalidSettingException invalid) {
        return String.valueOf(invalid.getMessage());
      }
    }
    ConfigurationProperty property = failure.getProperty();
    return "Expected '%s' to be a value that fits, but it is '%s'"
        .formatted(
            local(failure.getName().toString()), property == null ? "" : property.getValue());
  }

  private static String local(String name) {
    return name.startsWith(ROOT + ".") ? name.substring(ROOT.length() + 1) : name;
  }
}
