package dev.naru.model;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a room's waiting page looks, and where it leads. What is not given is the page's own.
 *
 * @param title the room's name for people, 1 to 80 characters
 * @param text a sentence or two, up to 600 characters
 * @param logo {@code data:image/…;base64,…} of at most 16,000 characters, or a path of the same
 *     host: the page asks no other one
 * @param color {@code #rrggbb}; what is written on it and beside it is kept readable
 * @param targetUrl where the admitted go, http or https; null for the built-in demo
 * @param handOver how they bring their token along, default {@code cookie}
 * @param languages title and text for those who read another language, by its tag such as {@code
 *     ko}
 */
public record PageSettings(
    @Nullable String title,
    @Nullable String text,
    @Nullable String logo,
    @Nullable String color,
    @Nullable URI targetUrl,
    HandOver handOver,
    @Nullable Map<String, PageText> languages) {
  private static final int MOST_LOGO = 16_000;
  private static final int MOST_TARGET = 2_000;
  private static final int MOST_LANGUAGES = 30;
  private static final Pattern LOGO =
      Pattern.compile(
          "data:image/(png|jpeg|webp|gif|svg\\+xml);base64,[A-Za-z0-9+/]+={0,2}|/(?![/\\\\])[!-~&&[^\\\\]]*");
  private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

  public PageSettings {
    handOver = Settings.orDefault(handOver, HandOver.COOKIE);
    languages = languages == null ? null : Collections.unmodifiableMap(new TreeMap<>(languages));
    new PageText(title, text);
    require("page.logo", logo, LOGO, MOST_LOGO, "data:image/…;base64,… or a path of this host");
    require("page.color", color, COLOR, 7, "a colour such as #1a6f5c");
    requireTarget(targetUrl);
    requireLanguages(languages);
  }

  /** A page that looks and leads as if nothing were set. */
  @SuppressWarnings("NullAway") // a component that is not given takes its default
  public static PageSettings defaults() {
    return new PageSettings(null, null, null, null, null, null, null);
  }

  private static void require(
      String key, @Nullable String value, Pattern shape, int most, String rule) {
    if (value != null && (value.length() > most || !shape.matcher(value).matches())) {
      throw new InvalidSettingException(
          key, rule + " of at most " + most + " characters", Settings.brief(value));
    }
  }

  private static void requireTarget(@Nullable URI target) {
    if (target == null) {
      return;
    }
    boolean web = "http".equals(target.getScheme()) || "https".equals(target.getScheme());
    boolean plain =
        target.getHost() != null
            && target.getUserInfo() == null
            && target.getFragment() == null
            && target.toString().length() <= MOST_TARGET;
    if (!web || !plain) {
      throw new InvalidSettingException(
          "page.target-url",
          "an http or https address with a host and no fragment",
          Settings.brief(target.toString()));
    }
  }

  private static void requireLanguages(@Nullable Map<String, PageText> languages) {
    if (languages == null) {
      return;
    }
    if (languages.size() > MOST_LANGUAGES) {
      throw new InvalidSettingException(
          "page.languages", "at most " + MOST_LANGUAGES + " languages", languages.size());
    }
    for (String tag : languages.keySet()) {
      if (!LANGUAGE.matcher(tag).matches()) {
        throw new InvalidSettingException(
            "page.languages", "languages by tags such as ko or en", Settings.brief(tag));
      }
    }
  }

  /** Title and text for who reads that language; what it lacks is that of all. */
  public PageText in(String language) {
    PageText own = languages == null ? null : languages.get(language);
    return own == null
        ? new PageText(title, text)
        : new PageText(
            own.title() == null ? title : own.title(), own.text() == null ? text : own.text());
  }
}
