package dev.naru.model.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The running SHA-256 of a log: {@code chain = H(previous ‖ H(record))}, where a record is its
 * value's bytes (none for a null value). A redacted record can be replaced by its hash, and the
 * order can still be proven.
 *
 * <p>Not thread-safe: one instance for each thread.
 */
public final class HashChain {
  /** The chain before the first record: 64 zeros. */
  public static final String GENESIS = "0".repeat(64);

  private static final byte[] NOTHING = {};

  private final MessageDigest sha256 = sha256();

  /** Returns the chain, as 64 hex digits, after a record with this value. */
  public String next(String previous, byte @Nullable [] value) {
    return next(previous, sha256.digest(value == null ? NOTHING : value), sha256);
  }

  /** Returns the chain after a record of which only the SHA-256 is known, all as 64 hex digits. */
  public String nextOfHash(String previous, String recordHash) {
    return next(previous, HexFormat.of().parseHex(recordHash), sha256);
  }

  private static String next(String previous, byte[] recordHash, MessageDigest sha256) {
    sha256.update(HexFormat.of().parseHex(previous));
    return HexFormat.of().formatHex(sha256.digest(recordHash));
  }

  /** Returns the SHA-256 of a record's value, as 64 hex digits. */
  public static String hashOf(byte @Nullable [] value) {
    return HexFormat.of().formatHex(sha256().digest(value == null ? NOTHING : value));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
