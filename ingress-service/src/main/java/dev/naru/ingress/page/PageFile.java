package dev.naru.ingress.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A static file as it is sent.
 *
 * @param type its media type
 * @param tag of its content, without quotes
 * @param plain its content
 * @param zipped the same, by gzip
 */
record PageFile(String type, String tag, byte[] plain, byte[] zipped) {
  private static final int TAG_BYTES = 12;

  static PageFile of(String type, byte[] content) {
    return new PageFile(type, digest(content), content, zip(content));
  }

  private static String digest(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected SHA-256 on every JVM", e);
    }
  }

  /** Done once for each file, so as small as it gets. */
  private static byte[] zip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      zip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
