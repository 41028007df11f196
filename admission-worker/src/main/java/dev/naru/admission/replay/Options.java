package dev.naru.admission.replay;

import dev.naru.admission.replay.log.CannotReplayException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A command line's options: {@code --name VALUE}, and flags, which have no value. */
final class Options {
  private final Map<String, String> values = new HashMap<>();

  private Options() {}

  /**
   * Throws {@link CannotReplayException} for an option that is not known, twice or without value.
   */
  static Options parse(List<String> args, Set<String> valued, Set<String> flags, String usage) {
    Options options = new Options();
    for (int i = 0; i < args.size(); i++) {
      String name = args.get(i);
      boolean isFlag = flags.contains(name);
      boolean isKnown = isFlag || valued.contains(name);
      boolean hasValue = i + 1 < args.size() && !args.get(i + 1).startsWith("--");
      if (!isKnown || (!isFlag && !hasValue)) {
        String found = isKnown ? name + " without a value" : "'" + name + "'";
        throw new CannotReplayException(
            "Expected options as below, but found " + found + "\n" + usage);
      }
      if (options.values.putIfAbsent(name, isFlag ? "" : args.get(++i)) != null) {
        throw new CannotReplayException("Expected " + name + " once, but found it twice\n" + usage);
      }
    }
    return options;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  @Nullable String get(String name) {
    return values.get(name);
  }

  String get(String name, String byDefault) {
    return values.getOrDefault(name, byDefault);
  }

  /** Those of the given names, without their dashes. */
  Map<String, String> named(Set<String> names) {
    Map<String, String> found = new HashMap<>();
    values.forEach(
        (name, value) -> {
          if (names.contains(name)) {
            found.put(name.substring(2), value);
          }
        });
    return found;
  }
}
