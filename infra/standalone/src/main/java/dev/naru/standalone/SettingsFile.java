package dev.naru.standalone;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The settings as they are written in {@code naru.yml}.
 *
 * @param path for messages
 * @param sources one for each YAML document, the later ones first
 */
record SettingsFile(Path path, List<PropertySource<?>> sources) {
  private static final Path BY_DEFAULT = Path.of("naru.yml");

  /** The file that was asked for, or {@code naru.yml} if there is one. */
  static Optional<SettingsFile> find(@Nullable Path asked) {
    if (asked != null) {
      return Optional.of(load(asked));
    }
    return Files.exists(BY_DEFAULT) ? Optional.of(load(BY_DEFAULT)) : Optional.empty();
  }

  static SettingsFile load(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new WrongUseException(
          "Expected a settings file at %s, but there is none".formatted(path));
    }
    try {
      var documents =
          new YamlPropertySourceLoader().load(path.toString(), new FileSystemResource(path));
      return new SettingsFile(path, documents.reversed());
    } catch (IOException e) {
      throw new WrongUseException(
          "The settings file %s cannot be read: %s".formatted(path, e.getMessage()), e);
    } catch (YAMLException | IllegalStateException e) {
      throw new WrongUseException(
          "The settings file %s is not YAML as expected: %s".formatted(path, problem(e)), e);
    }
  }

  /** Every key that the file has, in its order. */
  Stream<String> keys() {
    return sources.stream()
        .flatMap(
            source ->
                source instanceof EnumerablePropertySource<?> keys
                    ? Stream.of(keys.getPropertyNames())
                    : Stream.empty());
  }

  /** As it is written; empty if there is nothing. */
  String value(String key) {
    return sources.stream()
        .map(source -> source.getProperty(key))
        .filter(Objects::nonNull)
        .findFirst()
        .map(String::valueOf)
        .orElse("");
  }

  private static String problem(RuntimeException e) {
    if (e instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      return "line %d, column %d: %s"
          .formatted(
              marked.getProblemMark().getLine() + 1,
              marked.getProblemMark().getColumn() + 1,
              marked.getProblem());
    }
    return e.getCause() instanceof CharacterCodingException
        ? "it is not UTF-8 text"
        : String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
