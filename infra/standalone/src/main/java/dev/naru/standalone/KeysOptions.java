package dev.naru.standalone;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./naru keys} was asked for.
 *
 * @param action create, list or revoke
 * @param id of the key to revoke; empty for the other actions
 * @param order what a key is made of, as the operators' API takes it
 * @param data folder of the running Naru, default {@code .naru}
 */
record KeysOptions(Action action, String id, Map<String, String> order, Path data) {
  private static final Map<String, String> FIELDS =
      Map.of(
          "--owner", "owner",
          "--room", "room",
          "--rate", "rate",
          "--user-rate", "userRate",
          "--reason", "reason");

  /** What can be done with keys. */
  enum Action {
    CREATE,
    LIST,
    REVOKE
  }

  /** Takes {@code --key value} and {@code --key=value}. */
  static KeysOptions parse(List<String> arguments) {
    Deque<String> rest = new ArrayDeque<>(arguments);
    Action action = action(rest.pollFirst());
    String id = action == Action.REVOKE ? id(rest.pollFirst()) : "";
    Map<String, String> order = new LinkedHashMap<>();
    Path data = Path.of(".naru");
    while (!rest.isEmpty()) {
      String[] option = rest.removeFirst().split("=", 2);
      String value = option.length == 2 ? option[1] : rest.pollFirst();
      if (option[0].equals("--data")) {
        data = path(required(option[0], value));
      } else {
        order.put(field(action, option[0]), required(option[0], value));
      }
    }
    requireOrder(action, order.keySet());
    return new KeysOptions(action, id, order, data);
  }

  private static Action action(@Nullable String name) {
    return switch (name == null ? "" : name) {
      case "create" -> Action.CREATE;
      case "list" -> Action.LIST;
      case "revoke" -> Action.REVOKE;
      default ->
          throw new WrongUseException(
              "Expected 'keys create', 'keys list' or 'keys revoke ID', but found '%s'"
                  .formatted(name == null ? "nothing" : name));
    };
  }

  private static String id(@Nullable String id) {
    if (id == null || id.startsWith("--")) {
      throw new WrongUseException(
          "Expected the id of a key after 'keys revoke', but there is none: see 'naru keys list'");
    }
    return id;
  }

  private static String field(Action action, String option) {
    String field = FIELDS.get(option);
    boolean known =
        field != null
            && (action == Action.CREATE || (action == Action.REVOKE && field.equals("reason")));
    if (field == null || !known) {
      throw new WrongUseException(
          "Expected an option of 'keys %s', but found '%s': see 'naru help'"
              .formatted(action.name().toLowerCase(java.util.Locale.ROOT), option));
    }
    return field;
  }

  private static void requireOrder(Action action, Set<String> given) {
    for (String field : List.of("owner", "room")) {
      if (action == Action.CREATE && !given.contains(field)) {
        throw new WrongUseException(
            "Expected --%s with a name, but there is none".formatted(field));
      }
    }
  }

  private static Path path(String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new WrongUseException(
          "Expected --data to be a path, but it is '%s'".formatted(value), e);
    }
  }

  private static String required(String option, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new WrongUseException("Expected a value after %s, but there is none".formatted(option));
    }
    return value;
  }
}
