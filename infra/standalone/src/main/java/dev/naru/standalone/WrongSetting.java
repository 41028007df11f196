package dev.naru.standalone;

import dev.naru.model.InvalidSettingException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.origin.Origin;

/** Says in one line which setting is wrong, where it comes from, and what it should be. */
final class WrongSetting {

  private WrongSetting() {}

  static String explain(BindException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnboundConfigurationPropertiesException unknown) {
        return unknown(unknown.getUnboundProperties().iterator().next());
      }
      if (cause instanceof InvalidSettingException invalid) {
        return invalid(failure, String.valueOf(invalid.getMessage()));
      }
    }
    return unfit(failure);
  }

  private static String unknown(ConfigurationProperty property) {
    return "Expected settings that Naru knows, but found the key '%s'%s"
        .formatted(property.getName(), from(property));
  }

  /** A setting's own rule names its key as its record knows it: here it gets its full name. */
  private static String invalid(BindException failure, String message) {
    String holder = failure.getName().toString();
    var property = failure.getProperty();
    String key = message.replaceFirst("^Expected '([^']*)'.*", "$1");
    String name = property != null ? property.getName().toString() : within(holder, key);
    return message.replaceFirst("'[^']*'", Matcher.quoteReplacement("'" + name + "'"))
        + from(property);
  }

  private static String within(String holder, String key) {
    if (key.startsWith("naru.")) {
      return key;
    }
    String last = holder.substring(holder.lastIndexOf('.') + 1) + ".";
    return holder + "." + (key.startsWith(last) ? key.substring(last.length()) : key);
  }

  private static String unfit(BindException failure) {
    var property = failure.getProperty();
    return "Expected '%s' to be %s, but it is '%s'%s"
        .formatted(
            failure.getName(),
            wanted(failure.getTarget().getType().resolve(Object.class)),
            property == null ? "" : property.getValue(),
            from(property));
  }

  private static String wanted(Class<?> type) {
    if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
      return "a whole number";
    }
    if (type == Duration.class) {
      return "a duration such as 500ms, 30s or 10m";
    }
    if (type == URI.class) {
      return "a URL";
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(it -> it.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    return type.isRecord() ? "a group of settings" : "a " + type.getSimpleName();
  }

  private static String from(@Nullable ConfigurationProperty property) {
    Origin origin = property == null ? null : property.getOrigin();
    return origin == null ? "" : " (" + origin + ")";
  }
}
