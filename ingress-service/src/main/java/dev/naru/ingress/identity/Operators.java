package dev.naru.ingress.identity;

import dev.naru.ingress.OperatorSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Knows an operator by a token, and never shows it. Thread-safe. */
public final class Operators {
  static final String FILE = "operator.token";
  private static final int TOKEN_BYTES = 32;

  private final byte[] digest;
  private final String name;

  private Operators(String token, String name) {
    this.digest = digest(token);
    this.name = name;
  }

  /** The token of the settings; if they have none, the one in the folder. */
  static Operators of(OperatorSettings settings, KeyFolder folder) {
    String given = settings.token();
    String token = given == null ? folder.keep(FILE, Operators::newToken) : given;
    return new Operators(token, settings.name());
  }

  private static String newToken() {
    byte[] token = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(token);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** Whether the token is an operator's; takes equally long for any that is not. */
  public boolean isOperator(@Nullable String token) {
    return token != null && MessageDigest.isEqual(digest, digest(token));
  }

  /** What the audit calls whoever shows the token. */
  public String name() {
    return name;
  }

  /** Digests are of one length: not even the token's own is given away. */
  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
