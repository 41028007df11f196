package dev.naru.standalone;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./naru up} was asked for.
 *
 * @param port of HTTP, 0 to 65535, 0 for any free one, default 8080
 * @param data folder of everything that is kept, default {@code .naru}
 * @param config settings file; null is {@code naru.yml} if there is one
 */
record UpOptions(int port, Path data, @Nullable Path config) {
  private static final int PORT = 8080;
  private static final int LAST_PORT = 65_535;

  /** Takes {@code --key value} and {@code --key=value}. */
  static UpOptions parse(List<String> arguments) {
    UpOptions options = new UpOptions(PORT, Path.of(".naru"), null);
    var rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String[] option = rest.removeFirst().split("=", 2);
      String value = option.length == 2 ? option[1] : rest.pollFirst();
      options = options.with(option[0], value);
    }
    return options;
  }

  private UpOptions with(String option, @Nullable String value) {
    return switch (option) {
      case "--port" -> new UpOptions(port(value), data, config);
      case "--data" -> new UpOptions(port, path(option, value), config);
      case "--config" -> new UpOptions(port, data, path(option, value));
      default ->
          throw new WrongUseException(
              "Expected an option of up (--port, --data, --config), but found '%s'"
                  .formatted(option));
    };
  }

  private static int port(@Nullable String value) {
    try {
      int port = Integer.parseInt(required("--port", value));
      if (port >= 0 && port <= LAST_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new WrongUseException(
        "Expected --port to be a whole number from 0 to %d, but it is '%s'"
            .formatted(LAST_PORT, value));
  }

  private static Path path(String option, @Nullable String value) {
    try {
      return Path.of(required(option, value)).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new WrongUseException(
          "Expected %s to be a path, but it is '%s'".formatted(option, value), e);
    }
  }

  private static String required(String option, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new WrongUseException("Expected a value after %s, but there is none".formatted(option));
    }
    return value;
  }
}
