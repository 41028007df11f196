package dev.naru.admission.replay;

import dev.naru.admission.replay.PassedOver.Passed;
import dev.naru.model.EndReason;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionQueued;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Order and caps of one room, from its events alone. Not thread-safe. */
final class RoomFairness {
  /** Why somebody was passed over who had not gone: there is no good reason. */
  static final String STILL_WAITING = "STILL_WAITING";

  private final String room;
  private final TreeMap<Long, Place> line = new TreeMap<>();
  private final Map<UUID, Place> places = new HashMap<>();
  private final Map<UUID, Place> active = new HashMap<>();
  private final Set<String> liveUsers = new HashSet<>();
  private PassedOver passedOver = new PassedOver();
  private int capacity;
  private long lastAdmitted;
  private long admissions;
  private long inversions;
  private long duplicates;
  private long overCapacity;
  private int maxActive;

  private record Place(UUID sessionId, String userKey, long ticket) {}

  RoomFairness(String room) {
    this.room = room;
  }

  /** Forgets what was found, but not who is where: a span begins. */
  void begin() {
    passedOver = new PassedOver();
    admissions = 0;
    inversions = 0;
    duplicates = 0;
    overCapacity = 0;
    maxActive = active.size();
  }

  Fairness.Findings findings() {
    return new Fairness.Findings(
        room, admissions, inversions, maxActive, capacity, overCapacity, duplicates, passedOver);
  }

  /** The room as it is before the first event. */
  void stand(int knownCapacity, long serving) {
    capacity = knownCapacity;
    lastAdmitted = serving;
  }

  /** Somebody who is there before the first event. */
  void stand(UUID sessionId, String userKey, long ticket, boolean isActive) {
    Place place = new Place(sessionId, userKey, ticket);
    liveUsers.add(userKey);
    if (isActive) {
      active.put(sessionId, place);
    } else {
      line.put(ticket, place);
      places.put(sessionId, place);
    }
  }

  void configured(int newCapacity) {
    capacity = newCapacity;
  }

  void queued(SessionQueued event) {
    Place place = new Place(event.sessionId(), event.userKey(), event.ticket());
    line.put(event.ticket(), place);
    places.put(event.sessionId(), place);
    if (!liveUsers.add(event.userKey())) {
      duplicates++;
    }
  }

  void admitted(SessionAdmitted event, long at) {
    Place place = places.remove(event.sessionId());
    line.remove(event.ticket());
    active.put(
        event.sessionId(),
        place == null ? new Place(event.sessionId(), "", event.ticket()) : place);
    admissions++;
    maxActive = Math.max(maxActive, active.size());
    if (active.size() > capacity) {
      overCapacity++;
    }
    if (event.ticket() <= lastAdmitted) {
      inversions++;
    }
    passOver(event.ticket(), at);
    lastAdmitted = Math.max(lastAdmitted, event.ticket());
  }

  /** Names those who stood before the admitted one, each once. */
  private void passOver(long admitted, long at) {
    for (Place waiting : line.tailMap(lastAdmitted, false).values()) {
      if (waiting.ticket() > admitted) {
        return;
      }
      passedOver.add(
          STILL_WAITING,
          new Passed(room, waiting.ticket(), waiting.sessionId(), STILL_WAITING, at));
    }
  }

  void ended(UUID sessionId, EndReason reason, long at) {
    Place place = active.remove(sessionId);
    if (place == null) {
      place = places.remove(sessionId);
      if (place == null) {
        return;
      }
      line.remove(place.ticket());
      passedOver.add(reason.name(), new Passed(room, place.ticket(), sessionId, reason.name(), at));
    }
    liveUsers.remove(place.userKey());
  }
}
