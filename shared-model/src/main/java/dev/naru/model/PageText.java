package dev.naru.model;

import org.jspecify.annotations.Nullable;

/**
 * What a waiting page says of its room in one language.
 *
 * @param title 1 to 80 characters
 * @param text up to 600 characters
 */
public record PageText(@Nullable String title, @Nullable String text) {
  static final int MOST_TITLE = 80;
  static final int MOST_TEXT = 600;

  public PageText {
    Settings.requireText("page.title", title, MOST_TITLE);
    Settings.requireText("page.text", text, MOST_TEXT);
  }
}
