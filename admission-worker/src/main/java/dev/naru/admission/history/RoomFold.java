package dev.naru.admission.history;

import dev.naru.admission.history.RoomChange.What;
import dev.naru.model.event.AdmissionPaused;
import dev.naru.model.event.AdmissionResumed;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.Event;
import dev.naru.model.event.LotteryDrawn;
import dev.naru.model.event.PreQueueBegan;
import dev.naru.model.event.RoomClosed;
import dev.naru.model.event.RoomConfigured;
import dev.naru.model.event.RoomDrained;
import dev.naru.model.event.RoomOpened;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionQueued;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Folds events, in their order, into what is known of their rooms: how they stand, what changed
 * them, and order and caps minute by minute. Each event counts once, however often it comes. Pure
 * but for the minutes that it is given to read; for one batch.
 */
final class RoomFold {
  private final Map<String, RoomStanding> standings = new HashMap<>();
  private final Set<RoomStanding> touched = new LinkedHashSet<>();
  private final Map<RoomMinute.Place, RoomMinute> minutes = new HashMap<>();
  private final List<RoomChange> changes = new ArrayList<>();
  private final Function<RoomMinute.Place, @Nullable RoomMinute> knownMinutes;

  /**
   * @param known how the batch's rooms stand, those of which something is known
   * @param knownMinutes returns a minute as it stands; null if nothing is known of it
   */
  RoomFold(
      Collection<RoomStanding> known,
      Function<RoomMinute.Place, @Nullable RoomMinute> knownMinutes) {
    known.forEach(standing -> standings.put(standing.room(), standing));
    this.knownMinutes = knownMinutes;
  }

  /** The room of an event that moves a line, or changes how it moves; null of any other. */
  static @Nullable String roomOf(Event event) {
    return switch (event) {
      case SessionQueued e -> e.room();
      case SessionAdmitted e -> e.room();
      case SessionEnded e -> e.room();
      case RoomConfigured e -> e.room();
      case AdmissionPaused e -> e.room();
      case AdmissionResumed e -> e.room();
      case RoomOpened e -> e.room();
      case RoomClosed e -> e.room();
      case RoomDrained e -> e.room();
      case PreQueueBegan e -> e.room();
      case LotteryDrawn e -> e.room();
      default -> null;
    };
  }

  /** The wait that somebody is told who joins now, in seconds. */
  OptionalLong estimate(SessionQueued event, long now) {
    return standing(event.room()).estimate(event.ahead() + 1L, now);
  }

  /**
   * Counts an event.
   *
   * @param session the event's session as it was before it; null if nothing is known of it, or it
   *     is of none
   */
  void count(Envelope envelope, @Nullable SessionHistory session) {
    String room = roomOf(envelope.event());
    if (room == null) {
      return;
    }
    RoomStanding standing = standing(room);
    if (standing.isKnown(envelope)) {
      return;
    }
    apply(envelope, standing, session);
    standing.counted(envelope);
    touched.add(standing);
  }

  private void apply(Envelope envelope, RoomStanding standing, @Nullable SessionHistory session) {
    switch (envelope.event()) {
      case SessionAdmitted e -> {
        RoomMinute minute = minute(envelope, standing);
        boolean moved = session != null && session.isMoved();
        boolean inverted = standing.admitted(e.ticket(), moved, envelope.clock());
        minute.admitted(inverted, standing.active());
      }
      case SessionEnded e -> {
        if (session != null && session.isActive()) {
          RoomMinute minute = minute(envelope, standing);
          standing.ended();
          minute.ended(standing.active());
        }
      }
      case RoomConfigured e -> {
        if (standing.configured(e.settings())) {
          change(envelope, standing, What.CAPACITY, e.scheduledAt() != null);
        }
      }
      case AdmissionPaused e -> {
        standing.paused(true);
        change(envelope, standing, What.PAUSED, false);
      }
      case AdmissionResumed e -> {
        standing.paused(false);
        change(envelope, standing, What.RESUMED, false);
      }
      case RoomOpened e -> turned(envelope, standing, What.OPENED, e.scheduledAt() != null);
      case RoomClosed e -> turned(envelope, standing, What.CLOSED, e.scheduledAt() != null);
      case RoomDrained e -> turned(envelope, standing, What.DRAINED, e.scheduledAt() != null);
      case PreQueueBegan e -> {
        What what = standing.lottery() ? What.PRE_QUEUE_LOTTERY : What.PRE_QUEUE;
        turned(envelope, standing, what, true);
        standing.notOpen(true);
      }
      case LotteryDrawn e -> change(envelope, standing, What.DRAWN, true);
      default -> {
        // moves nobody yet
      }
    }
  }

  private void turned(Envelope envelope, RoomStanding standing, What what, boolean bySchedule) {
    standing.notOpen(false);
    change(envelope, standing, what, bySchedule);
  }

  private void change(Envelope envelope, RoomStanding standing, What what, boolean bySchedule) {
    RoomChange.Place place =
        new RoomChange.Place(standing.room(), envelope.offset(), envelope.index());
    changes.add(
        new RoomChange(
            place, Instant.ofEpochMilli(envelope.clock()), what, standing.capacity(), bySchedule));
  }

  private RoomStanding standing(String room) {
    return standings.computeIfAbsent(StorableText.of(room), name -> new RoomStanding(name));
  }

  private RoomMinute minute(Envelope envelope, RoomStanding standing) {
    RoomMinute.Place place =
        RoomMinute.Place.at(standing.room(), Instant.ofEpochMilli(envelope.clock()));
    return minutes.computeIfAbsent(
        place,
        absent -> {
          RoomMinute known = knownMinutes.apply(absent);
          return known == null ? new RoomMinute(absent, standing.active()) : known;
        });
  }

  /** The rooms of which something is known now that was not before. */
  Set<RoomStanding> standings() {
    return touched;
  }

  Collection<RoomMinute> minutes() {
    return minutes.values();
  }

  List<RoomChange> changes() {
    return changes;
  }
}
