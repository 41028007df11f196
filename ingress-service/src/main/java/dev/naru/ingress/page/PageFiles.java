package dev.naru.ingress.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The files packaged under {@code page/}, read when they are first asked for. Thread-safe. */
final class PageFiles {
  /** No name that leads out of the folder fits. */
  private static final Pattern NAME = Pattern.compile("([a-z0-9-]+/)?[a-z0-9-]+(\\.[a-z0-9]+)+");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=UTF-8",
          "css", "text/css;charset=UTF-8",
          "js", "text/javascript;charset=UTF-8",
          "ts", "text/plain;charset=UTF-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "txt", "text/plain;charset=UTF-8");

  private final Map<String, PageFile> files = new ConcurrentHashMap<>();

  /**
   * Returns a file; empty if there is none of that name.
   *
   * @param name such as {@code wait.css} or {@code lang/ko.json}
   */
  Optional<PageFile> find(String name) {
    PageFile known = files.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null || !NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    Optional<PageFile> file = read(name).map(content -> PageFile.of(type, content));
    file.ifPresent(found -> files.put(name, found));
    return file;
  }

  private static Optional<byte[]> read(String name) {
    try (InputStream file = PageFiles.class.getResourceAsStream("/page/" + name)) {
      return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
