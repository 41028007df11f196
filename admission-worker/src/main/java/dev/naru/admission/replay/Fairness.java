package dev.naru.admission.replay;

import dev.naru.model.event.Event;
import dev.naru.model.event.RoomConfigured;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionQueued;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What recorded events say about order and caps. Knows nothing of how they were decided. Not
 * thread-safe.
 */
final class Fairness {
  private final Map<String, Room> rooms = new HashMap<>();
  private long inversions;
  private long duplicates;
  private long admissionsOverCapacity;
  private int maxActive;

  private static final class Room {
    private final Map<UUID, String> waiting = new HashMap<>();
    private final Map<UUID, String> active = new HashMap<>();
    private final Set<String> liveUsers = new HashSet<>();
    private int capacity;
    private long lastAdmitted;
  }

  /**
   * The findings so far.
   *
   * @param inversions admissions of a lower ticket than one admitted before in the same room
   * @param maxActive the most sessions that were active at once in one room
   * @param admissionsOverCapacity admissions after which a room had more active than its capacity
   *     of that time
   * @param duplicates sessions queued for a user who had a live one in the room
   */
  record Findings(long inversions, int maxActive, long admissionsOverCapacity, long duplicates) {}

  Findings findings() {
    return new Findings(inversions, maxActive, admissionsOverCapacity, duplicates);
  }

  /** Takes the next event of the log. */
  void add(Event event) {
    if (event instanceof RoomConfigured it) {
      room(it.room()).capacity = it.settings().capacity();
    } else if (event instanceof SessionQueued it) {
      queued(room(it.room()), it);
    } else if (event instanceof SessionAdmitted it) {
      admitted(room(it.room()), it);
    } else if (event instanceof SessionEnded it) {
      ended(room(it.room()), it.sessionId());
    }
  }

  private Room room(String name) {
    return rooms.computeIfAbsent(name, key -> new Room());
  }

  private void queued(Room room, SessionQueued event) {
    room.waiting.put(event.sessionId(), event.userKey());
    if (!room.liveUsers.add(event.userKey())) {
      duplicates++;
    }
  }

  private void admitted(Room room, SessionAdmitted event) {
    String user = room.waiting.remove(event.sessionId());
    room.active.put(event.sessionId(), user == null ? "" : user);
    maxActive = Math.max(maxActive, room.active.size());
    if (room.active.size() > room.capacity) {
      admissionsOverCapacity++;
    }
    if (event.ticket() <= room.lastAdmitted) {
      inversions++;
    }
    room.lastAdmitted = Math.max(room.lastAdmitted, event.ticket());
  }

  private static void ended(Room room, UUID sessionId) {
    String user = room.active.remove(sessionId);
    if (user == null) {
      user = room.waiting.remove(sessionId);
    }
    if (user != null) {
      room.liveUsers.remove(user);
    }
  }
}
