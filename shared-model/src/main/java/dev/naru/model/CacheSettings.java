package dev.naru.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a pool's answers serve for equal questions; for upstreams that answer these alike.
 *
 * @param ttl 1 s to 30 d
 * @param maxEntry largest answer in bytes that is kept, default 64 KB, at most 3 MB
 * @param key the payload's fields that make questions equal; null (the default) is the whole
 *     payload
 * @param acrossRooms whether one room's answers serve another's questions; null (the default) and
 *     false are no
 */
public record CacheSettings(
    Duration ttl, ByteSize maxEntry, @Nullable List<String> key, @Nullable Boolean acrossRooms) {

  public CacheSettings {
    maxEntry = Settings.orDefault(maxEntry, ByteSize.ofKilobytes(64));
    key = key == null ? null : List.copyOf(key);
    acrossRooms = Boolean.TRUE.equals(acrossRooms) ? true : null;
    requireTtl(ttl);
    Settings.requireBetween("cache.max-entry", maxEntry.bytes(), 1, 3L << 20);
    if (key != null && (key.isEmpty() || key.stream().anyMatch(String::isBlank))) {
      throw new InvalidSettingException(
          "cache.key", "names of fields of the payload, or nothing for all of it", key);
    }
  }

  private static void requireTtl(@Nullable Duration ttl) {
    if (ttl == null) {
      throw new InvalidSettingException(
          "cache.ttl", "how long an answer serves, such as 10m", "missing");
    }
    Settings.requireBetween("cache.ttl", ttl, Duration.ofSeconds(1), Duration.ofDays(30));
  }

  /** Whether one room's answers serve another's questions. */
  public boolean servesAllRooms() {
    return acrossRooms != null;
  }
}
