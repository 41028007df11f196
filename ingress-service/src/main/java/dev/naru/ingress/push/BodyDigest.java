package dev.naru.ingress.push;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** A short name for a body, by its entity tag: the same on every ingress. */
public final class BodyDigest {
  /** No body was sent yet. */
  public static final String NONE = "0";

  private static final int BYTES = 9;

  private BodyDigest() {}

  /** Returns 12 characters out of {@code [A-Za-z0-9_-]}. */
  public static String of(String tag) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(tag.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected SHA-256 to be there, but it is not", e);
    }
  }
}
