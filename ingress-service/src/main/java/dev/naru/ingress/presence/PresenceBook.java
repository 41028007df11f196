package dev.naru.ingress.presence;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Collects which sessions were heard of, and when last (ms since 1970). Thread-safe. */
public final class PresenceBook {
  private final ConcurrentMap<String, ConcurrentMap<UUID, Long>> rooms = new ConcurrentHashMap<>();

  /** Takes note of a sign of life. */
  public void heard(String room, UUID sessionId, long at) {
    rooms.computeIfAbsent(room, name -> new ConcurrentHashMap<>()).merge(sessionId, at, Math::max);
  }

  /** Takes out what was collected, by room. */
  Map<String, Map<UUID, Long>> take() {
    Map<String, Map<UUID, Long>> taken = new HashMap<>();
    rooms.forEach(
        (room, heard) -> {
          Map<UUID, Long> times = new HashMap<>();
          heard.forEach(
              (id, at) -> {
                if (heard.remove(id, at)) {
                  times.put(id, at);
                }
              });
          if (!times.isEmpty()) {
            taken.put(room, times);
          }
        });
    return taken;
  }

  /** Puts back what could not be told. */
  void putBack(String room, Map<UUID, Long> heard) {
    heard.forEach((id, at) -> heard(room, id, at));
  }
}
