package dev.naru.ingress.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A key as its owner has it: 256 random bits, behind a prefix that OpenAI's clients expect. */
public final class Secret {
  private static final String PREFIX = "sk-naru-";
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secret() {}

  /** Makes one; whoever asked for it is shown it, and nobody ever again. */
  public static String make() {
    byte[] bits = new byte[BYTES];
    RANDOM.nextBytes(bits);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  /** Whether the text has the form of a key: what has not is none, and costs nothing. */
  public static boolean hasForm(String text) {
    return FORM.matcher(text).matches();
  }

  /** Returns what a key is known by: the SHA-256 of it, in hexadecimal. */
  public static String digest(String secret) {
    try {
      byte[] text = secret.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
