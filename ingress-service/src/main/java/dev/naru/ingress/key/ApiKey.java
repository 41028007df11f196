package dev.naru.ingress.key;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a key, but not the key.
 *
 * @param owner who has it, in the operator's words
 * @param room where its calls take their turn
 * @param rate of all its calls; null is no limit
 * @param userRate of the calls of each of its users; null is no limit
 * @param revokedAt null while it is good
 */
public record ApiKey(
    UUID id,
    String owner,
    String room,
    @Nullable Rate rate,
    @Nullable Rate userRate,
    Instant madeAt,
    @Nullable Instant revokedAt) {

  public boolean isGood() {
    return revokedAt == null;
  }
}
