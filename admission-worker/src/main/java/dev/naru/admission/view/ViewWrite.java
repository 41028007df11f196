package dev.naru.admission.view;

import java.util.ArrayList;
import java.util.List;

/**
 * One Redis command.
 *
 * @param command such as {@code HSET}
 * @param key below the generation, or whole if it begins with {@link #WHOLE}
 * @param arguments what follows the key
 */
record ViewWrite(String command, String key, List<String> arguments) {
  /** Marks a key that no generation owns. */
  static final String WHOLE = "!";

  static ViewWrite of(String command, String key, Object... arguments) {
    List<String> texts = new ArrayList<>(arguments.length);
    for (Object argument : arguments) {
      texts.add(String.valueOf(argument));
    }
    return new ViewWrite(command, key, texts);
  }
}
