package dev.naru.ingress.key;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The keys that there are. All methods throw {@link dev.naru.ingress.store.StoreAwayException}. */
public interface ApiKeys {

  /**
   * Adds a key.
   *
   * @param digest what it is known by, see {@link Secret#digest}
   */
  void add(ApiKey key, String digest);

  Optional<ApiKey> find(UUID id);

  Optional<ApiKey> findByDigest(String digest);

  /**
   * Reads keys, the newest first, also those that were revoked.
   *
   * @param most keys
   * @param before id of the key before which to begin; null begins with the newest
   */
  List<ApiKey> list(int most, @Nullable UUID before);

  /** Revokes a key for ever; the first time counts. */
  void revoke(UUID id, Instant at);
}
