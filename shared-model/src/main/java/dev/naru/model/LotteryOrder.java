package dev.naru.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * The order that a lottery comes to: by {@code SHA-256(seed ‖ chain hash ‖ session id)}, ascending,
 * where seed and chain hash are the 32 bytes that their hex digits stand for, and the id is its 36
 * characters in lower case. It is what version 1 of the drawing's events means, and stays so.
 */
public final class LotteryOrder {
  private LotteryOrder() {}

  /** Returns the ids in the order drawn. */
  public static List<UUID> of(String seed, String chainHash, Collection<UUID> sessionIds) {
    byte[] secret = HexFormat.of().parseHex(seed);
    byte[] chain = HexFormat.of().parseHex(chainHash);
    MessageDigest sha256 = sha256();
    List<Drawn> drawn = new ArrayList<>(sessionIds.size());
    for (UUID id : sessionIds) {
      sha256.update(secret);
      sha256.update(chain);
      byte[] key = sha256.digest(id.toString().getBytes(StandardCharsets.US_ASCII));
      drawn.add(new Drawn(key, id));
    }
    drawn.sort((one, other) -> Arrays.compareUnsigned(one.key, other.key));
    return drawn.stream().map(each -> each.id).toList();
  }

  /** SHA-256 of a seed's 32 bytes, 64 hex digits: what is published before. */
  public static String hashOf(String seed) {
    return HexFormat.of().formatHex(sha256().digest(HexFormat.of().parseHex(seed)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static final class Drawn {
    private final byte[] key;
    private final UUID id;

    private Drawn(byte[] key, UUID id) {
      this.key = key;
      this.id = id;
    }
  }
}
