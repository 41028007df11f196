package dev.naru.admission.state;

import dev.naru.admission.state.RoomsView.KeyedRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What each client's key was used for, kept for 24 h in the order of use, so that forgetting is
 * O(1).
 */
final class IdempotencyKeys {
  private static final long KEPT_MILLIS = Duration.ofHours(24).toMillis();

  private final Map<Scope, KeyedRequest> requests = new LinkedHashMap<>();

  /**
   * Time may have passed since anything was forgotten: what is too old at the clock is no answer.
   */
  @Nullable KeyedRequest get(String room, String key, long clock) {
    KeyedRequest request = requests.get(new Scope(room, key));
    return request == null || isTooOld(request, clock) ? null : request;
  }

  void remember(String room, @Nullable String key, UUID sessionId, String userKey, long at) {
    if (key != null) {
      requests.putIfAbsent(new Scope(room, key), new KeyedRequest(sessionId, userKey, at));
    }
  }

  void forgetUntil(long clock) {
    if (requests.isEmpty()) {
      return;
    }
    Iterator<KeyedRequest> oldestFirst = requests.values().iterator();
    while (oldestFirst.hasNext() && isTooOld(oldestFirst.next(), clock)) {
      oldestFirst.remove();
    }
  }

  private static boolean isTooOld(KeyedRequest request, long clock) {
    return request.usedAt() <= clock - KEPT_MILLIS;
  }

  Map<Scope, KeyedRequest> all() {
    return Collections.unmodifiableMap(requests);
  }

  record Scope(String room, String key) {}
}
