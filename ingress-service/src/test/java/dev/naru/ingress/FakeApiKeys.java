package dev.naru.ingress;

import dev.naru.ingress.key.ApiKey;
import dev.naru.ingress.key.ApiKeys;
import dev.naru.ingress.store.StoreAwayException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keys in memory. */
public final class FakeApiKeys implements ApiKeys {
  private final Map<String, ApiKey> keys = new ConcurrentHashMap<>();
  private final AtomicInteger looks = new AtomicInteger();
  private volatile boolean away;

  public void away(boolean isAway) {
    away = isAway;
  }

  public int looks() {
    return looks.get();
  }

  /** What the keys are known by. */
  public List<String> digests() {
    return List.copyOf(keys.keySet());
  }

  @Override
  public void add(ApiKey key, String digest) {
    requireHere();
    keys.put(digest, key);
  }

  @Override
  public Optional<ApiKey> find(UUID id) {
    requireHere();
    return keys.values().stream().filter(key -> key.id().equals(id)).findFirst();
  }

  @Override
  public Optional<ApiKey> findByDigest(String digest) {
    looks.incrementAndGet();
    requireHere();
    return Optional.ofNullable(keys.get(digest));
  }

  @Override
  public List<ApiKey> list(int most, @Nullable UUID before) {
    requireHere();
    return keys.values().stream()
        .sorted(Comparator.comparing((ApiKey key) -> key.id().toString()).reversed())
        .filter(key -> before == null || key.id().toString().compareTo(before.toString()) < 0)
        .limit(most)
        .toList();
  }

  @Override
  public void revoke(UUID id, Instant at) {
    requireHere();
    keys.replaceAll(
        (digest, key) ->
            key.id().equals(id)
                ? new ApiKey(
                    id, key.owner(), key.room(), key.rate(), key.userRate(), key.madeAt(), at)
                : key);
  }

  private void requireHere() {
    if (away) {
      throw new StoreAwayException(new IllegalStateException("away"));
    }
  }
}
