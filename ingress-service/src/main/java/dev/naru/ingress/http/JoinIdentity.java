package dev.naru.ingress.http;

import dev.naru.ingress.key.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Who joins, as far as it is known before the content is read.
 *
 * @param userKey null if the content must name it
 * @param caller whose Idempotency-Keys those are; null if they are the room's
 */
record JoinIdentity(@Nullable String userKey, @Nullable String caller) {
  /** Whoever joins is taken at its word. */
  static final JoinIdentity OPEN = new JoinIdentity(null, null);

  /**
   * Returns who joins; 400 if the content names nobody and must, or names somebody and must not.
   */
  String userKey(@Nullable String named) {
    if (userKey == null) {
      return named == null ? requireNamed() : named;
    }
    if (named != null) {
      throw Problems.malformed(
          "Expected no 'userKey': in this room it is not the caller who says who joins, but the room's identity mode");
    }
    return userKey;
  }

  private static String requireNamed() {
    throw Problems.malformed(JoinContent.EXPECTED);
  }

  /** The key as it goes into the log, where keys are the room's: two callers' never meet. */
  @Nullable String scoped(@Nullable String idempotencyKey) {
    return idempotencyKey == null || caller == null
        ? idempotencyKey
        : Secret.digest(caller + "\n" + idempotencyKey);
  }
}
