package dev.naru.admission.state;

import dev.naru.admission.state.RoomView.KeyedRequest;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What each client's key was used for in a room, kept for 24 h in the order of use, so that
 * forgetting is O(1). Those too old go when the next is remembered, and answer nothing until then.
 */
final class IdempotencyKeys {
  private static final long KEPT_MILLIS = Duration.ofHours(24).toMillis();

  private final Map<String, KeyedRequest> requests = new LinkedHashMap<>(0);

  @Nullable KeyedRequest get(String key, long clock) {
    KeyedRequest request = requests.get(key);
    return request == null || isTooOld(request, clock) ? null : request;
  }

  void remember(@Nullable String key, UUID sessionId, String userKey, long at) {
    if (key != null) {
      forgetUntil(at);
      requests.putIfAbsent(key, new KeyedRequest(sessionId, userKey, at));
    }
  }

  /** Puts a key behind all others, as it was written down. */
  void restore(String key, KeyedRequest request) {
    requests.put(key, request);
  }

  /** In the order of use. */
  void forEach(BiConsumer<String, KeyedRequest> action) {
    requests.forEach(action);
  }

  private void forgetUntil(long clock) {
    Iterator<KeyedRequest> oldestFirst = requests.values().iterator();
    while (oldestFirst.hasNext() && isTooOld(oldestFirst.next(), clock)) {
      oldestFirst.remove();
    }
  }

  private static boolean isTooOld(KeyedRequest request, long clock) {
    return request.usedAt() <= clock - KEPT_MILLIS;
  }
}
