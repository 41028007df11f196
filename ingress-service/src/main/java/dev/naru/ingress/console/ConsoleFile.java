package dev.naru.ingress.console;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A static file as it is sent.
 *
 * @param type its media type
 * @param tag entity tag, with its quotes
 */
record ConsoleFile(String type, String tag, byte[] content) {
  private static final int TAG_BYTES = 12;

  static ConsoleFile of(String type, byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return new ConsoleFile(
          type, '"' + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + '"', content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected SHA-256 to be there, but it is not", e);
    }
  }
}
