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
 * @param scenario such as {@code per-002}, or one load of it, such as {@code contact-centre/spike}
 * @param out folder of the reports
 * @param data folder in which a running Naru is looked for
 * @param against the Naru to test; null to look for one, and to start one if none runs
 * @param compress how many times shorter the times are; users and rates stay
 */
record Arguments(String scenario, Path out, Path data, @Nullable URI against, int compress) {
  static final String USAGE =
      "Usage: naru evidence "
          + String.join("|", Scenarios.NAMES)
          + " [--out FOLDER] [--data FOLDER] [--against URL] [--compress N]";

  private static final int MOST_COMPRESSED = 100;

  static Arguments parse(List<String> args) {
    Deque<String> left = new ArrayDeque<>(args);
    String scenario = "";
    Path out = null;
    Path data = Path.of(".naru");
    URI against = null;
    int compress = 1;
    while (!left.isEmpty()) {
      String arg = left.pop();
      switch (arg) {
        case "--out" -> out = Path.of(value(arg, left));
        case "--data" -> data = Path.of(value(arg, left));
        case "--against" -> against = url(value(arg, left));
        case "--compress" -> compress = times(value(arg, left));
        default -> {
          if (!scenario.isEmpty() || arg.startsWith("-")) {
            throw new CannotRunException("'" + arg + "' was not expected. " + USAGE);
          }
          scenario = arg;
        }
      }
    }
    if (!Scenarios.NAMES.contains(scenario)) {
      throw new CannotRunException(
          scenario.isEmpty() ? USAGE : "There is no scenario '" + scenario + "'. " + USAGE);
    }
    Path folder = out == null ? Path.of("evidence", scenario) : out;
    return new Arguments(scenario, folder, data, against, compress);
  }

  private static int times(String text) {
    try {
      int times = Integer.parseInt(text);
      if (times >= 1 && times <= MOST_COMPRESSED) {
        return times;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new CannotRunException(
        "--compress needs a whole number from 1 to " + MOST_COMPRESSED + ", not " + text);
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
