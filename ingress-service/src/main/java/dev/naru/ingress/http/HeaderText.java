package dev.naru.ingress.http;

import java.nio.charset.StandardCharsets;

/** Text of users as a header's value: whatever could end a header, or be read in two ways, goes. */
final class HeaderText {
  private static final String PLAIN = "-._~@:!$'()*";

  private HeaderText() {}

  /**
   * Percent-encodes the UTF-8 of all but ASCII letters and digits and {@code -._~@:!$'()*}; any
   * decoder of URI components reads it.
   */
  static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (one & 0xff);
      boolean plain =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || PLAIN.indexOf(c) >= 0;
      if (plain) {
        encoded.append(c);
      } else {
        encoded.append('%').append(hex(c >> 4)).append(hex(c & 0xf));
      }
    }
    return encoded.toString();
  }

  private static char hex(int digit) {
    return Character.toUpperCase(Character.forDigit(digit, 16));
  }
}
