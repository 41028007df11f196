package dev.naru.ingress.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The words of one language, by their keys; a word that it lacks is its key. */
final class Words {
  private static final Map<String, Words> KNOWN = new ConcurrentHashMap<>();

  private final String language;
  private final Map<String, String> words;

  private Words(String language, Map<String, String> words) {
    this.language = language;
    this.words = words;
  }

  /**
   * Returns the words of a packaged language.
   *
   * @param language its tag
   */
  static Words in(String language) {
    return KNOWN.computeIfAbsent(language, Words::read);
  }

  private static Words read(String language) {
    try (InputStream file =
        Objects.requireNonNull(
            Words.class.getResourceAsStream("/page/lang/" + language + ".json"),
            () -> "Expected words of '" + language + "', but they are not packaged")) {
      return new Words(
          language,
          JsonMapper.shared().readValue(file, new TypeReference<TreeMap<String, String>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String language() {
    return language;
  }

  String of(String key, String otherKey) {
    return words.getOrDefault(key, of(otherKey));
  }

  String of(String key) {
    return words.getOrDefault(key, key);
  }

  /** A word that depends on a number, which it holds as {@code {n}}. */
  String counted(String key, long n) {
    String form = n == 1 && words.containsKey(key + ".one") ? ".one" : ".other";
    return of(key + form).replace("{n}", String.format("%,d", n));
  }

  /** A time as people say it: seconds, minutes or hours, rounded up. */
  String span(Duration time) {
    long seconds = Math.max(1, time.toSeconds());
    if (seconds < 60) {
      return counted("seconds", seconds);
    }
    long minutes = Math.ceilDiv(seconds, 60);
    return minutes < 120
        ? counted("minutes", minutes)
        : counted("hours", Math.ceilDiv(minutes, 60));
  }
}
