package dev.naru.ingress.limit;

import dev.naru.ingress.key.ApiKey;
import dev.naru.ingress.key.KeyRing;
import dev.naru.ingress.key.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks API keys up for addresses that have not shown too many that are none: each that is unknown
 * is a question to Postgres. Thread-safe.
 */
public final class GuardedKeys {
  private final KeyRing keys;
  private final Limits limits;

  public GuardedKeys(KeyRing keys, Limits limits) {
    this.keys = keys;
    this.limits = limits;
  }

  /** Returns how long the address has to wait before this key is looked up, zero if it need not. */
  public Duration wait(String secret, String address) {
    boolean free = !Secret.hasForm(secret) || keys.isKnown(secret);
    return free ? Duration.ZERO : limits.lookAtFailures(address);
  }

  /**
   * Returns the key, if it is a good one, and counts it if it is none; throws {@link
   * dev.naru.ingress.store.StoreAwayException} if that cannot be told.
   */
  public Optional<ApiKey> find(String secret, String address) {
    Optional<ApiKey> key = keys.find(secret);
    if (key.isEmpty() && Secret.hasForm(secret)) {
      limits.countFailure(address);
    }
    return key;
  }
}
