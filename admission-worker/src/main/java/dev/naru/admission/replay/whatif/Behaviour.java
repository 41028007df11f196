package dev.naru.admission.replay.whatif;

import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.SessionView;
import dev.naru.model.EndReason;
import dev.naru.model.RawJson;
import dev.naru.model.RoomSettings;
import dev.naru.model.command.CancelQuery;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.LotteryDrawn;
import dev.naru.model.event.PoolConfigured;
import dev.naru.model.event.PoolReleased;
import dev.naru.model.event.PreQueueBegan;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.QueryQueued;
import dev.naru.model.event.QueryTimedOut;
import dev.naru.model.event.RoomClosed;
import dev.naru.model.event.RoomConfigured;
import dev.naru.model.event.RoomDrained;
import dev.naru.model.event.RoomOpened;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionQueued;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What people and workers did in a recorded span, from its events: what they would do again under
 * other settings.
 */
final class Behaviour {
  /** Longer payloads are kept as their mark: what they say decides nothing. */
  private static final int SHORT_PAYLOAD = 64;

  private final SettingsChanges changes;
  private final long from;
  private final Map<UUID, Visit> visits = new HashMap<>();
  private final List<Silence> silences = new ArrayList<>();
  private final Map<Long, UUID> leftTheLine = new HashMap<>();
  private final Map<UUID, Long> timeOuts = new HashMap<>();
  private final Map<String, TreeSet<Long>> releases = new HashMap<>();
  private final Map<String, TreeSet<Long>> turns = new HashMap<>();
  private final TreeMap<Long, String> drawings = new TreeMap<>();
  private final BitSet madeAnew = new BitSet();
  private final Map<String, RoomSettings> rooms = new TreeMap<>();
  private final Set<String> pools = new TreeSet<>();
  private final Runs runs;
  private final Map<String, Distribution> stays = new HashMap<>();
  private long end;

  /**
   * @param state as it stood where the span begins
   */
  Behaviour(RoomsView state, SettingsChanges changes) {
    this.changes = changes;
    this.from = state.offset() + 1;
    this.end = state.clock();
    state.rooms().forEach(room -> rooms.put(room.name(), room.settings()));
    state.pools().forEach(pool -> pools.add(pool.name()));
    for (UUID id : state.sessionIds()) {
      SessionView session = state.session(id);
      if (session != null && session.id().equals(id)) {
        Visit visit = new Visit(session.room().name());
        visit.admitted(session.admittedAt() == 0 ? -1 : session.admittedAt());
        visits.put(id, visit);
      }
    }
    this.runs = new Runs(state);
  }

  /** Takes the next event of the span. */
  void add(Envelope envelope) {
    long at = envelope.clock();
    long order = envelope.offset();
    end = at;
    runs.add(envelope);
    switch (envelope.event()) {
      case RoomConfigured it -> {
        rooms.put(it.room(), it.settings());
        turned(it.room(), it.scheduledAt(), at);
      }
      case PreQueueBegan it -> turned(it.room(), it.scheduledAt(), at);
      case RoomOpened it -> turned(it.room(), it.scheduledAt(), at);
      case RoomClosed it -> turned(it.room(), it.scheduledAt(), at);
      case RoomDrained it -> turned(it.room(), it.scheduledAt(), at);
      case PoolConfigured it -> pools.add(it.pool());
      case SessionQueued it -> visits.put(it.sessionId(), new Visit(it.room()));
      case SessionAdmitted it -> visit(it.sessionId(), it.room()).admitted(at);
      case SessionEnded it -> ended(it, at, order);
      case QueryQueued it -> queued(it, at, order);
      case QueryCancelled it -> cancelled(it, at, order);
      case QueryTimedOut it -> timeOuts.put(it.queryId(), at);
      case LotteryDrawn it -> drawings.putIfAbsent(at, it.chainHash());
      case PoolReleased it -> releases.computeIfAbsent(it.pool(), pool -> new TreeSet<>()).add(at);
      default -> {}
    }
  }

  private void turned(String room, @Nullable Long scheduledAt, long at) {
    if (scheduledAt != null) {
      turns.computeIfAbsent(room, name -> new TreeSet<>()).add(at);
    }
  }

  private Visit visit(UUID id, String room) {
    return visits.computeIfAbsent(id, it -> new Visit(room));
  }

  private void ended(SessionEnded event, long at, long order) {
    Visit visit = visit(event.sessionId(), event.room());
    visit.ended(event.reason(), at, order);
    if (visit.isAdmitted()) {
      stays.computeIfAbsent(event.room(), it -> new Distribution()).add(at - visit.admittedAt());
    }
    if (event.reason() == EndReason.LEFT && visit.isAdmitted()) {
      madeAnew.set(index(order));
    } else if (event.reason() == EndReason.LEFT) {
      leftTheLine.put(order, event.sessionId());
    } else if (event.reason() == EndReason.IDLE || event.reason() == EndReason.ABANDONED) {
      addSilence(event, at, order);
    }
  }

  private void addSilence(SessionEnded event, long at, long order) {
    RoomSettings recorded = rooms.getOrDefault(event.room(), RoomSettings.defaults());
    RoomSettings imagined = changes.of(event.room(), recorded);
    silences.add(
        Silence.of(event.sessionId(), event.room(), event.reason(), at, order, recorded, imagined));
  }

  private void queued(QueryQueued event, long at, long order) {
    SubmitQuery again =
        new SubmitQuery(
            event.queryId(),
            event.sessionId(),
            mark(event.payload()),
            event.timeoutMillis(),
            event.pool(),
            event.idempotencyKey());
    visit(event.sessionId(), event.room()).acted(new Visit.Act(at, order, again));
    madeAnew.set(index(order));
  }

  private static RawJson mark(RawJson payload) {
    if (payload.text().length() <= SHORT_PAYLOAD) {
      return payload;
    }
    byte[] bytes = payload.text().getBytes(StandardCharsets.UTF_8);
    return new RawJson("\"" + UUID.nameUUIDFromBytes(bytes) + "\"");
  }

  private void cancelled(QueryCancelled event, long at, long order) {
    Visit visit = visits.get(event.sessionId());
    if (event.because() == QueryCancelled.Cause.REQUESTED && visit != null) {
      CancelQuery again = new CancelQuery(event.queryId(), event.sessionId());
      visit.acted(new Visit.Act(at, order, again));
      madeAnew.set(index(order));
    }
  }

  private int index(long offset) {
    return Math.toIntExact(offset - from);
  }

  /** Null for a session that is not in the record. */
  @Nullable Visit visit(UUID sessionId) {
    return visits.get(sessionId);
  }

  Runs runs() {
    return runs;
  }

  List<Silence> silences() {
    return silences;
  }

  /** Whether the command at this offset is made anew from a visit, and so must not be repeated. */
  boolean isMadeAnew(long offset) {
    return madeAnew.get(index(offset));
  }

  /** Who left the line by the command at this offset; null if nobody did. */
  @Nullable UUID leftTheLineBy(long offset) {
    return leftTheLine.get(offset);
  }

  /** When the query had waited too long to be started; -1 if it is not recorded that it had. */
  long timedOutAt(UUID queryId) {
    return timeOuts.getOrDefault(queryId, -1L);
  }

  /**
   * The log's hash at the drawing of an order that was nearest to the time: the imagined one, which
   * may be some ms from it, comes to the same order by it. Null if no order was drawn.
   */
  @Nullable String chainOfDrawing(long time) {
    Map.Entry<Long, String> before = drawings.floorEntry(time);
    Map.Entry<Long, String> after = drawings.ceilingEntry(time);
    if (before == null || after == null) {
      return before != null ? before.getValue() : after != null ? after.getValue() : null;
    }
    return time - before.getKey() < after.getKey() - time ? before.getValue() : after.getValue();
  }

  /**
   * When the room's schedule first did something at or after the time; -1 if that is not recorded.
   */
  long turnedAt(String room, long time) {
    return ceiling(turns.get(room), time);
  }

  private static long ceiling(@Nullable TreeSet<Long> times, long time) {
    Long at = times == null ? null : times.ceiling(time);
    return at == null ? -1 : at;
  }

  /** When the pool was first released at or after the time; -1 if that is not recorded. */
  long releasedAt(String pool, long time) {
    return ceiling(releases.get(pool), time);
  }

  /** Empty if nobody's stay ended in the room. */
  OptionalLong medianStay(String room) {
    Distribution values = stays.get(room);
    return values == null ? OptionalLong.empty() : values.median();
  }

  Set<String> rooms() {
    return rooms.keySet();
  }

  Set<String> pools() {
    return pools;
  }

  /** The clock at the end of the span. */
  long end() {
    return end;
  }
}
