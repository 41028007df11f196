package dev.naru.ingress.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The files packaged under {@code page/console/}, and the charts' library from its WebJar; each is
 * read when it is first asked for. Thread-safe.
 */
final class ConsoleFiles {
  /** No name that leads out of the folder fits. */
  private static final Pattern NAME = Pattern.compile("[a-z]+(-[a-z]+)*\\.(html|css|js|svg)");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=UTF-8",
          "css", "text/css;charset=UTF-8",
          "js", "text/javascript;charset=UTF-8",
          "svg", "image/svg+xml");

  private static final String FOLDER = "classpath:page/console/";

  /** Whatever its version: the build says which. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "uplot.js", "classpath*:META-INF/resources/webjars/uplot/*/dist/uPlot.esm.js",
          "uplot.css", "classpath*:META-INF/resources/webjars/uplot/*/dist/uPlot.min.css");

  private final Map<String, ConsoleFile> files = new ConcurrentHashMap<>();

  /**
   * Returns a file; empty if there is none of that name.
   *
   * @param name such as {@code main.js}
   */
  Optional<ConsoleFile> find(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    ConsoleFile known = files.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<ConsoleFile> read = read(name);
    read.ifPresent(file -> files.put(name, file));
    return read;
  }

  private static Optional<ConsoleFile> read(String name) {
    String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "");
    try {
      for (Resource found :
          new PathMatchingResourcePatternResolver()
              .getResources(ELSEWHERE.getOrDefault(name, FOLDER + name))) {
        if (found.exists()) {
          return Optional.of(ConsoleFile.of(type, found.getContentAsByteArray()));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
