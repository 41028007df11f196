package dev.naru.model;

/** The rules for what operators tell people. */
public final class Texts {
  private Texts() {}

  /**
   * Whether the text is so many characters at most, without unpaired surrogates, and without
   * control characters other than ends of lines and tabs.
   */
  public static boolean isPlain(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        && text.codePoints().noneMatch(Texts::isStrange);
  }

  private static boolean isStrange(int c) {
    boolean layout = c == '\n' || c == '\r' || c == '\t';
    return Character.isISOControl(c) && !layout || Character.getType(c) == Character.SURROGATE;
  }
}
