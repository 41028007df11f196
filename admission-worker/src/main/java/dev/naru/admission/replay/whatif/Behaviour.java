package dev.naru.admission.replay.whatif;

import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.SessionView;
import dev.naru.model.EndReason;
import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.RoomSettings;
import dev.naru.model.command.CancelQuery;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.PoolConfigured;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryQueued;
import dev.naru.model.event.QueryStarted;
import dev.naru.model.event.RoomConfigured;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionQueued;
import dev.naru.model.event.SlotFreed;
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
  private final Map<UUID, Run> runs = new HashMap<>();
  private final List<Silence> silences = new ArrayList<>();
  private final Map<Long, UUID> leftTheLine = new HashMap<>();
  private final BitSet madeAnew = new BitSet();
  private final Map<String, RoomSettings> rooms = new TreeMap<>();
  private final Set<String> pools = new TreeSet<>();
  private final SlotWatch slots = new SlotWatch(this::ready);
  private final Map<String, Distribution> stays = new HashMap<>();
  private final Map<String, Distribution> delays = new HashMap<>();
  private final Map<String, Distribution> lengths = new HashMap<>();
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
    slots.begin(state);
  }

  /** Takes the next event of the span. */
  void add(Envelope envelope) {
    long at = envelope.clock();
    long order = envelope.offset();
    end = at;
    slots.add(envelope);
    switch (envelope.event()) {
      case RoomConfigured it -> rooms.put(it.room(), it.settings());
      case PoolConfigured it -> pools.add(it.pool());
      case SessionQueued it -> visits.put(it.sessionId(), new Visit(it.room()));
      case SessionAdmitted it -> visit(it.sessionId(), it.room()).admitted(at);
      case SessionEnded it -> ended(it, at, order);
      case QueryQueued it -> queued(it, at, order);
      case QueryCancelled it -> cancelled(it, at, order);
      case QueryStarted it -> run(it.queryId(), it.pool(), at).started(at, order);
      case QueryFinished it -> finished(it.queryId(), it.pool(), it.outcome(), at, order);
      case SlotFreed it -> finished(it.queryId(), it.pool(), QueryState.CANCELLED, at, order);
      default -> {}
    }
  }

  private Visit visit(UUID id, String room) {
    return visits.computeIfAbsent(id, it -> new Visit(room));
  }

  private Run run(UUID id, String pool, long at) {
    return runs.computeIfAbsent(id, it -> new Run(pool, at));
  }

  private void ready(UUID queryId, String pool, int slot, long at) {
    runs.put(queryId, new Run(pool, at));
  }

  private void ended(SessionEnded event, long at, long order) {
    Visit visit = visit(event.sessionId(), event.room());
    visit.ended(event.reason(), at, order);
    if (visit.isAdmitted()) {
      add(stays, event.room(), at - visit.admittedAt());
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

  private void finished(UUID queryId, String pool, QueryState outcome, long at, long order) {
    Run run = run(queryId, pool, at);
    run.ended(outcome, at, order);
    if (run.startedAt() >= 0) {
      add(delays, pool, run.startedAt() - run.readyAt());
      add(lengths, pool, at - run.startedAt());
    }
  }

  private static void add(Map<String, Distribution> map, String name, long value) {
    map.computeIfAbsent(name, it -> new Distribution()).add(value);
  }

  private int index(long offset) {
    return Math.toIntExact(offset - from);
  }

  /** Null for a session that is not in the record. */
  @Nullable Visit visit(UUID sessionId) {
    return visits.get(sessionId);
  }

  /** Null for a query that no slot worked on in the record. */
  @Nullable Run run(UUID queryId) {
    return runs.get(queryId);
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

  OptionalLong medianStay(String room) {
    return median(stays, room);
  }

  /** From being ready on the slot to the start. */
  OptionalLong medianDelay(String pool) {
    return median(delays, pool);
  }

  /** From the start to the end. */
  OptionalLong medianLength(String pool) {
    return median(lengths, pool);
  }

  private static OptionalLong median(Map<String, Distribution> map, String name) {
    Distribution values = map.get(name);
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
