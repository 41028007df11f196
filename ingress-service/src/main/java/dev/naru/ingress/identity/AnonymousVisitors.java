package dev.naru.ingress.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes user keys for those who have none: 128 random bits, kept by the visitor as a cookie with a
 * signature, {@code <id>.<signature>}. Whoever reads user keys somewhere cannot make cookies of
 * them. Thread-safe.
 */
public final class AnonymousVisitors {
  static final String FILE = "visitor.key";
  private static final String PREFIX = "anon-";
  private static final int BYTES = 16;
  private static final int KEY_BYTES = 32;
  private static final String HMAC = "HmacSHA256";
  private static final Pattern COOKIE =
      Pattern.compile("([A-Za-z0-9_-]{22})\\.([A-Za-z0-9_-]{22})");
  private static final Pattern USER_KEY = Pattern.compile(PREFIX + "([A-Za-z0-9_-]{22})");

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  private AnonymousVisitors(byte[] key) {
    this.key = new SecretKeySpec(key, HMAC);
  }

  static AnonymousVisitors keptIn(KeyFolder folder) {
    String key = folder.keep(FILE, AnonymousVisitors::newKey);
    return new AnonymousVisitors(Base64.getDecoder().decode(key));
  }

  private static String newKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  /** Returns the visitor of the first cookie that is ours, or else a new one. */
  public Visitor of(List<String> cookies) {
    return cookies.stream()
        .map(this::known)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(this::stranger);
  }

  private Optional<Visitor> known(String cookie) {
    Matcher parts = COOKIE.matcher(cookie);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String id = parts.group(1);
    boolean ours = MessageDigest.isEqual(ascii(signature(id)), ascii(parts.group(2)));
    return ours ? Optional.of(new Visitor(PREFIX + id, cookie)) : Optional.empty();
  }

  private Visitor stranger() {
    byte[] bits = new byte[BYTES];
    random.nextBytes(bits);
    return visitor(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  /** Returns the visitor whose user key was made here; empty for any other user key. */
  public Optional<Visitor> ofUserKey(String userKey) {
    Matcher ours = USER_KEY.matcher(userKey);
    return ours.matches() ? Optional.of(visitor(ours.group(1))) : Optional.empty();
  }

  private Visitor visitor(String id) {
    return new Visitor(PREFIX + id, id + "." + signature(id));
  }

  private String signature(String id) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      byte[] digest = mac.doFinal(ascii(id));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Who came, and the cookie that says so. */
  public record Visitor(String userKey, String cookie) {}
}
