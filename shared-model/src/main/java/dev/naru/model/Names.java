package dev.naru.model;

import java.util.regex.Pattern;

/** The rules for names that become parts of topics, keys and paths. */
public final class Names {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private Names() {}

  /**
   * Whether the text may name a room or pool: 1 to 63 of a-z, 0-9 and '-', not starting with '-'.
   */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Returns the name; throws {@link InvalidSettingException} if it may not name a room or pool. */
  public static String requireName(String key, String text) {
    if (!isName(text)) {
      throw new InvalidSettingException(
          key, "1 to 63 characters of a-z, 0-9 and '-'", "'" + text + "'");
    }
    return text;
  }
}
