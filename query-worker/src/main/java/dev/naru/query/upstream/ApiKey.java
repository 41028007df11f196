package dev.naru.query.upstream;

/**
 * The key that an upstream wants to see. Its text leaves this object in the request's header alone.
 */
final class ApiKey {
  /** For an upstream that wants none. */
  static final ApiKey NONE = new ApiKey("");

  private final String text;

  /**
   * @param text visible ASCII characters, or none for no key
   */
  ApiKey(String text) {
    this.text = text;
  }

  boolean isNone() {
    return text.isEmpty();
  }

  /** The value of the header {@code Authorization}. */
  String bearer() {
    return "Bearer " + text;
  }

  /** The words without the key: an upstream may repeat it in its complaint. */
  String hideIn(String words) {
    return isNone() ? words : words.replace(text, "***");
  }

  @Override
  public String toString() {
    return "ApiKey";
  }
}
