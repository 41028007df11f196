package dev.naru.ingress.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The languages that the pages speak: one for each file {@code page/lang/<tag>.json}. */
public final class Languages {
  private static final String FALLBACK = "en";
  private static final String FILES = "classpath:page/lang/*.json";
  private static final int MOST_CHARACTERS = 500;

  private final List<String> tags;

  Languages(List<String> tags) {
    this.tags = List.copyOf(tags);
  }

  /** Those that are packaged. */
  public static Languages packaged() {
    try {
      Resource[] files = new PathMatchingResourcePatternResolver().getResources(FILES);
      return new Languages(
          Arrays.stream(files)
              .map(file -> Objects.requireNonNull(file.getFilename()).replace(".json", ""))
              .sorted()
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the language that fits best, English if none does.
   *
   * @param accepted as the header Accept-Language says it
   */
  public String best(@Nullable String accepted) {
    if (accepted == null || accepted.isBlank() || accepted.length() > MOST_CHARACTERS) {
      return FALLBACK;
    }
    try {
      String found = Locale.lookupTag(Locale.LanguageRange.parse(accepted), tags);
      return found == null ? FALLBACK : found;
    } catch (IllegalArgumentException e) {
      return FALLBACK; // what nobody can read is as good as nothing
    }
  }
}
