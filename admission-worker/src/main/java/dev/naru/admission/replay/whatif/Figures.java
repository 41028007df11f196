package dev.naru.admission.replay.whatif;

import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.SessionView;
import dev.naru.model.EndReason;
import dev.naru.model.SessionState;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionQueued;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts how a span goes, from its events alone, recorded or imagined. */
final class Figures {
  private static final long ACTIVE = -1;

  private final SettingsChanges scope;
  private final QueryFigures queries;
  private final Series active;
  private final Series waiting;
  private final Series waits;
  private final Distribution waited = new Distribution();
  private final Map<String, Room> rooms = new HashMap<>();
  private final Map<EndReason, Long> ended = new EnumMap<>(EndReason.class);

  /** When those who wait joined; {@link #ACTIVE} for those who do not any more. */
  private final Map<UUID, Long> joinedAt = new HashMap<>();

  private long clock;
  private long sessions;
  private long admitted;
  private int activeNow;
  private int waitingNow;

  private static final class Room {
    private int active;
    private int waiting;
    private int maxActive;
    private int maxWaiting;

    private void change(int activeMore, int waitingMore) {
      active += activeMore;
      waiting += waitingMore;
      maxActive = Math.max(maxActive, active);
      maxWaiting = Math.max(maxWaiting, waiting);
    }
  }

  /**
   * @param state as it stands where the span begins
   * @param begin the time of the span's first command, ms since 1970
   * @param scope which rooms and pools count
   */
  Figures(RoomsView state, long begin, SettingsChanges scope) {
    this.scope = scope;
    this.clock = begin;
    this.active = new Series(begin, true);
    this.waiting = new Series(begin, true);
    this.waits = new Series(begin, false);
    this.queries = new QueryFigures(state, begin, scope);
    for (UUID id : state.sessionIds()) {
      SessionView session = state.session(id);
      if (session != null && session.id().equals(id)) {
        add(session);
      }
    }
  }

  private void add(SessionView session) {
    if (scope.isAbout(session.room().name())) {
      boolean isActive = session.state() == SessionState.ACTIVE;
      sessions++;
      joinedAt.put(session.id(), isActive ? ACTIVE : session.joinedAt());
      change(session.room().name(), isActive ? 1 : 0, isActive ? 0 : 1);
    }
  }

  /** Takes the next event of the span. */
  void add(Envelope envelope) {
    clock = Math.max(clock, envelope.clock());
    switch (envelope.event()) {
      case SessionQueued it -> queued(it.sessionId(), it.room(), envelope.clock());
      case SessionAdmitted it -> admitted(it.sessionId(), it.room());
      case SessionEnded it -> ended(it);
      default -> queries.add(envelope);
    }
  }

  private void queued(UUID id, String room, long at) {
    if (scope.isAbout(room)) {
      sessions++;
      joinedAt.put(id, at);
      change(room, 0, 1);
    }
  }

  private void admitted(UUID id, String room) {
    Long joined = joinedAt.replace(id, ACTIVE);
    if (joined != null) {
      admitted++;
      waited.add(clock - joined);
      waits.add(clock, (clock - joined) / 1_000.0);
      change(room, 1, -1);
    }
  }

  private void ended(SessionEnded event) {
    @Nullable Long joined = joinedAt.remove(event.sessionId());
    if (joined != null) {
      ended.merge(event.reason(), 1L, Long::sum);
      boolean wasActive = joined == ACTIVE;
      change(event.room(), wasActive ? -1 : 0, wasActive ? 0 : -1);
    }
  }

  private void change(String room, int activeMore, int waitingMore) {
    rooms.computeIfAbsent(room, name -> new Room()).change(activeMore, waitingMore);
    activeNow += activeMore;
    waitingNow += waitingMore;
    active.add(clock, activeNow);
    waiting.add(clock, waitingNow);
  }

  /** What came out until the given time. */
  Outcome outcome(long end) {
    active.goTo(end);
    waiting.goTo(end);
    waits.goTo(end);
    return new Outcome(
        sessions,
        admitted,
        ended,
        rooms.values().stream().mapToInt(room -> room.maxActive).max().orElse(0),
        new Outcome.Waits(waited.seconds(50), waited.seconds(95), waited.seconds(100)),
        rooms.values().stream().mapToInt(room -> room.maxWaiting).max().orElse(0),
        queries.outcome(end),
        new Outcome.OverTime(active, waiting, waits, queries.busy()));
  }
}
