package dev.naru.admission.replay;

import dev.naru.admission.replay.PassedOver.Passed;
import dev.naru.admission.state.SessionView;
import dev.naru.model.EndReason;
import dev.naru.model.SessionState;
import dev.naru.model.event.LotteryDrawn;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionMoved;
import dev.naru.model.event.SessionQueued;
import dev.naru.model.event.SessionsDrawn;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Order and caps of one room, from its events alone. Not thread-safe. */
final class RoomFairness {
  /** Why somebody was passed over who had not gone: there is no good reason. */
  static final String STILL_WAITING = "STILL_WAITING";

  private final String room;

  /** Those who wait, by their order, and those of them who were moved. */
  private final TreeMap<Double, Place> line = new TreeMap<>();

  private final TreeMap<Double, Place> moved = new TreeMap<>();
  private final Map<UUID, Place> places = new HashMap<>();
  private final Map<UUID, Place> active = new HashMap<>();
  private final Set<String> liveUsers = new HashSet<>();

  /** Who was named as passed over, and waits on. */
  private final Set<UUID> named = new HashSet<>();

  private final LotteryFairness lottery = new LotteryFairness();
  private PassedOver passedOver = new PassedOver();
  private int capacity;
  private long lastAdmitted;
  private long moves;
  private long admissions;
  private long inversions;
  private long duplicates;
  private long overCapacity;
  private int maxActive;

  private record Place(UUID sessionId, String userKey, long ticket, double order) {
    static Place of(UUID sessionId, String userKey, long ticket) {
      return new Place(sessionId, userKey, ticket, ticket);
    }

    boolean isMoved() {
      return order != ticket;
    }

    Place at(double newOrder) {
      return new Place(sessionId, userKey, ticket, newOrder);
    }
  }

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
    moves = 0;
    lottery.begin();
    maxActive = active.size();
  }

  Fairness.Findings findings() {
    return new Fairness.Findings(
        room,
        admissions,
        inversions,
        moves,
        lottery.drawn(),
        lottery.wrong(),
        maxActive,
        capacity,
        overCapacity,
        duplicates,
        passedOver);
  }

  /** The room as it is before the first event. */
  void stand(int knownCapacity, long serving) {
    capacity = knownCapacity;
    lastAdmitted = serving;
  }

  /** Somebody who is there before the first event. */
  void stand(SessionView session) {
    Place place = new Place(session.id(), session.userKey(), session.ticket(), session.order());
    liveUsers.add(place.userKey());
    if (session.state() == SessionState.ACTIVE) {
      active.put(place.sessionId(), place);
    } else {
      add(place);
    }
  }

  private void add(Place place) {
    places.put(place.sessionId(), place);
    line.put(place.order(), place);
    if (place.isMoved()) {
      moved.put(place.order(), place);
    }
  }

  private @Nullable Place remove(UUID sessionId) {
    Place place = places.remove(sessionId);
    if (place != null) {
      line.remove(place.order());
      moved.remove(place.order());
    }
    return place;
  }

  void configured(int newCapacity) {
    capacity = newCapacity;
  }

  void queued(SessionQueued event) {
    add(Place.of(event.sessionId(), event.userKey(), event.ticket()));
    if (!liveUsers.add(event.userKey())) {
      duplicates++;
    }
  }

  /** By an operator's word: whoever was moved has no turn that others could be before or after. */
  void moved(SessionMoved event) {
    Place place = remove(event.sessionId());
    if (place != null) {
      moves++;
      add(place.at(event.order()));
    }
  }

  LotteryFairness lottery() {
    return lottery;
  }

  void drawn(LotteryDrawn event, String chain) {
    lottery.drawn(event, chain, places.keySet());
  }

  /** They stand in line by new tickets. */
  void drawn(SessionsDrawn event) {
    lottery.drawn(event);
    long ticket = event.firstTicket();
    for (UUID id : event.sessionIds()) {
      Place place = remove(id);
      if (place != null) {
        add(Place.of(id, place.userKey(), ticket));
      }
      ticket++;
    }
  }

  void admitted(SessionAdmitted event, long at) {
    Place known = remove(event.sessionId());
    Place place = known == null ? Place.of(event.sessionId(), "", event.ticket()) : known;
    active.put(event.sessionId(), place);
    admissions++;
    maxActive = Math.max(maxActive, active.size());
    if (active.size() > capacity) {
      overCapacity++;
    }
    passOver(moved.headMap(place.order()).values(), at);
    if (place.order() > lastAdmitted) {
      double last = lastAdmitted;
      passOver(line.subMap(last, false, place.order(), false).values(), at);
    }
    if (!place.isMoved()) {
      inversions += event.ticket() <= lastAdmitted ? 1 : 0;
      lastAdmitted = Math.max(lastAdmitted, event.ticket());
    }
  }

  /** Names those who stood before the admitted one, each once. */
  private void passOver(Collection<Place> before, long at) {
    for (Place waiting : before) {
      if (named.add(waiting.sessionId())) {
        passedOver.add(
            STILL_WAITING,
            new Passed(room, waiting.ticket(), waiting.sessionId(), STILL_WAITING, at));
      }
    }
  }

  void ended(UUID sessionId, EndReason reason, long at) {
    Place place = active.remove(sessionId);
    if (place == null) {
      place = remove(sessionId);
      if (place == null) {
        return;
      }
      passedOver.add(reason.name(), new Passed(room, place.ticket(), sessionId, reason.name(), at));
    }
    named.remove(sessionId);
    liveUsers.remove(place.userKey());
  }
}
