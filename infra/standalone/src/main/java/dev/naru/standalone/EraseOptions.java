package dev.naru.standalone;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./naru erase} was asked for.
 *
 * @param user whose traces go
 * @param room the only room that is meant; null for all
 * @param data folder of the running Naru, default {@code .naru}
 * @param dryRun whether it is only said what would go
 * @param reason for the audit; null if none was given
 */
record EraseOptions(
    String user, @Nullable String room, Path data, boolean dryRun, @Nullable String reason) {
  private static final String USAGE =
      "Usage: naru erase --user KEY [--room ROOM] [--dry-run] [--reason TEXT] [--data FOLDER]";

  /** Takes {@code --key value} and {@code --key=value}. */
  static EraseOptions parse(List<String> arguments) {
    EraseOptions options = new EraseOptions("", null, Path.of(".naru"), false, null);
    var rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String[] option = rest.removeFirst().split("=", 2);
      if (option[0].equals("--dry-run") && option.length == 1) {
        options = new EraseOptions(options.user, options.room, options.data, true, options.reason);
      } else {
        String value = option.length == 2 ? option[1] : rest.pollFirst();
        options = options.with(option[0], value);
      }
    }
    if (options.user.isEmpty()) {
      throw new WrongUseException(
          "Expected --user with the key of a user, but there is none\n" + USAGE);
    }
    return options;
  }

  private EraseOptions with(String option, @Nullable String value) {
    return switch (option) {
      case "--user" -> new EraseOptions(required(option, value), room, data, dryRun, reason);
      case "--room" -> new EraseOptions(user, required(option, value), data, dryRun, reason);
      case "--data" -> new EraseOptions(user, room, path(option, value), dryRun, reason);
      case "--reason" -> new EraseOptions(user, room, data, dryRun, required(option, value));
      default ->
          throw new WrongUseException(
              "Expected an option of erase, but found '%s'%n%s".formatted(option, USAGE));
    };
  }

  private static Path path(String option, @Nullable String value) {
    try {
      return Path.of(required(option, value));
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
