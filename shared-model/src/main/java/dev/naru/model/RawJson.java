package dev.naru.model;

import java.nio.charset.StandardCharsets;

/**
 * Any JSON value, kept as its text: numbers keep every digit, and nothing is parsed that nobody
 * reads.
 *
 * @param text one valid JSON value without surrounding white space
 */
public record RawJson(String text) {
  public static final RawJson NULL = new RawJson("null");

  /** Size in bytes as UTF-8. */
  public int size() {
    int bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7f) {
        return text.getBytes(StandardCharsets.UTF_8).length;
      }
    }
    return bytes;
  }
}
