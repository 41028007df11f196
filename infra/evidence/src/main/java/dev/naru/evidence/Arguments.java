package dev.naru.evidence;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param scenario such as {@code per-002}
 * @param out folder of the reports
 * @param data folder in which a running Naru is looked for
 * @param against the Naru to test; null to look for one, and to start one if none runs
 */
record Arguments(String scenario, Path out, Path data, @Nullable URI against) {
  static final String USAGE =
      "Usage: naru evidence per-002 [--out FOLDER] [--data FOLDER] [--against URL]";

  static Arguments parse(List<String> args) {
    Deque<String> left = new ArrayDeque<>(args);
    String scenario = "";
    Path out = null;
    Path data = Path.of(".naru");
    URI against = null;
    while (!left.isEmpty()) {
      String arg = left.pop();
      switch (arg) {
        case "--out" -> out = Path.of(value(arg, left));
        case "--data" -> data = Path.of(value(arg, left));
        case "--against" -> against = url(value(arg, left));
        default -> {
          if (!scenario.isEmpty() || arg.startsWith("-")) {
            throw new CannotRunException("'" + arg + "' was not expected. " + USAGE);
          }
          scenario = arg;
        }
      }
    }
    if (!scenario.equals(Per002.NAME)) {
      throw new CannotRunException(
          scenario.isEmpty() ? USAGE : "There is no scenario '" + scenario + "'. " + USAGE);
    }
    return new Arguments(
        scenario, out == null ? Path.of("evidence", scenario) : out, data, against);
  }

  private static String value(String option, Deque<String> left) {
    String value = left.poll();
    if (value == null || value.startsWith("--")) {
      throw new CannotRunException(option + " needs a value. " + USAGE);
    }
    return value;
  }

  private static URI url(String text) {
    try {
      URI url = URI.create(text.replaceAll("/+$", ""));
      if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new CannotRunException(
        "--against needs a URL such as http://127.0.0.1:8080, not " + text);
  }
}
