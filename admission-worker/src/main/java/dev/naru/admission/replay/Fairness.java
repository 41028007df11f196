package dev.naru.admission.replay;

import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.SessionView;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.LotteryDrawn;
import dev.naru.model.event.RoomConfigured;
import dev.naru.model.event.RoomScheduled;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionMoved;
import dev.naru.model.event.SessionQueued;
import dev.naru.model.event.SessionsDrawn;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What recorded events say about order and caps. Knows nothing of how they were decided. Not
 * thread-safe.
 */
final class Fairness {
  private final Map<String, RoomFairness> rooms = new TreeMap<>();

  /**
   * What was found in a room.
   *
   * @param inversions admissions of a lower ticket than one admitted before
   * @param moves how many were moved in their line by operators: they have no turn that others
   *     could be before or after
   * @param lotteries orders that were drawn when the room opened
   * @param wrongLotteries of these, those whose seed is not the one promised, or whose order does
   *     not follow from it
   * @param maxActive the most sessions that were active at once
   * @param capacity the room's capacity at the end of the span
   * @param admissionsOverCapacity admissions after which more were active than the capacity of that
   *     time
   * @param duplicates sessions queued for a user who had a live one
   * @param passedOver who saw a later ticket go first, and why
   */
  public record Findings(
      String room,
      long admissions,
      long inversions,
      long moves,
      long lotteries,
      long wrongLotteries,
      int maxActive,
      int capacity,
      long admissionsOverCapacity,
      long duplicates,
      PassedOver passedOver) {
    boolean isFair() {
      return inversions == 0
          && admissionsOverCapacity == 0
          && duplicates == 0
          && wrongLotteries == 0
          && !passedOver.counts().containsKey(RoomFairness.STILL_WAITING);
    }
  }

  /** Takes who is where before the first event. */
  void stand(RoomsView state) {
    for (RoomView it : state.rooms()) {
      room(it.name()).stand(it.settings().capacity(), it.serving());
      room(it.name()).lottery().stand(it.opening());
    }
    for (UUID id : state.sessionIds()) {
      SessionView it = Objects.requireNonNull(state.session(id));
      if (it.id().equals(id)) {
        room(it.room().name()).stand(it);
      }
    }
  }

  /** From here on what is found counts; who is where stays known. */
  void begin() {
    rooms.values().forEach(RoomFairness::begin);
  }

  /** Room by room. */
  List<Findings> findings() {
    return rooms.values().stream().map(RoomFairness::findings).toList();
  }

  /** Takes the next event of the log. */
  void add(Envelope envelope) {
    long at = envelope.clock();
    if (envelope.event() instanceof RoomConfigured it) {
      room(it.room()).configured(it.settings().capacity());
    } else if (envelope.event() instanceof SessionQueued it) {
      room(it.room()).queued(it);
    } else if (envelope.event() instanceof SessionMoved it) {
      room(it.room()).moved(it);
    } else if (envelope.event() instanceof RoomScheduled it) {
      room(it.room()).lottery().promised(it);
    } else if (envelope.event() instanceof LotteryDrawn it) {
      room(it.room()).drawn(it, envelope.chain());
    } else if (envelope.event() instanceof SessionsDrawn it) {
      room(it.room()).drawn(it);
    } else if (envelope.event() instanceof SessionAdmitted it) {
      room(it.room()).admitted(it, at);
    } else if (envelope.event() instanceof SessionEnded it) {
      room(it.room()).ended(it.sessionId(), it.reason(), at);
    }
  }

  private RoomFairness room(String name) {
    return rooms.computeIfAbsent(name, RoomFairness::new);
  }
}
