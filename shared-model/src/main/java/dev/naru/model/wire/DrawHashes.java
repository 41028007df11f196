package dev.naru.model.wire;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The lots of a draw's participants, and the hash over all of them. A lot is {@code SHA-256(seed ‖
 * chain ‖ session id)}, of 32, 32 and 16 bytes.
 *
 * <p>Not thread-safe.
 */
public final class DrawHashes {
  private static final int ID_BYTES = 16;

  private final byte[] key;
  private final MessageDigest lots = sha256();
  private final MessageDigest all = sha256();

  /**
   * @param seed 64 hex digits
   * @param chain running hash of the log, 64 hex digits
   */
  public DrawHashes(String seed, String chain) {
    this.key = HexFormat.of().parseHex(seed + chain);
  }

  /** Returns the next participant's lot, 32 bytes: an unsigned number, the greatest byte first. */
  public byte[] next(UUID sessionId) {
    byte[] id =
        ByteBuffer.allocate(ID_BYTES)
            .putLong(sessionId.getMostSignificantBits())
            .putLong(sessionId.getLeastSignificantBits())
            .array();
    all.update(id);
    lots.update(key);
    return lots.digest(id);
  }

  /** Returns the SHA-256 over the ids of all participants, as 64 hex digits, and forgets them. */
  public String ofAll() {
    return HexFormat.of().formatHex(all.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
