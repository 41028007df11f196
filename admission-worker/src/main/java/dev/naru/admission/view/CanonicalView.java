package dev.naru.admission.view;

import dev.naru.admission.state.PoolView;
import dev.naru.admission.state.PoolView.Hold;
import dev.naru.admission.state.QueryView;
import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.ScheduleView.Opening;
import dev.naru.admission.state.SessionView;
import dev.naru.admission.state.SessionView.Transfer;
import dev.naru.model.Announcement;
import dev.naru.model.Draw;
import dev.naru.model.Lottery;
import dev.naru.model.SessionState;
import dev.naru.model.wire.ViewFields;
import dev.naru.model.wire.ViewKeys;
import dev.naru.model.wire.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the view should show of a state, key by key, as {@code docs/VIEW.md} says it: written down
 * apart from what writes the view, so that each can be held against the other. Presence is soft and
 * left out.
 */
public final class CanonicalView {
  private final RoomsView state;
  private final WireFormat wire;
  private final List<ViewEntry> entries = new ArrayList<>();
  private final Map<String, Map<String, String>> active = new TreeMap<>();
  private final Map<String, Map<String, String>> waiting = new TreeMap<>();
  private final Map<String, Map<String, String>> users = new TreeMap<>();
  private final Map<String, Map<String, String>> queues = new TreeMap<>();

  private CanonicalView(RoomsView state, WireFormat wire) {
    this.state = state;
    this.wire = wire;
  }

  /** Returns every key that the view must have. */
  public static List<ViewEntry> of(RoomsView state, WireFormat wire) {
    CanonicalView view = new CanonicalView(state, wire);
    view.addAll();
    return view.entries;
  }

  private void addAll() {
    state.rooms().forEach(this::addRoom);
    state.pools().forEach(pool -> queues.put(pool.name(), new TreeMap<>()));
    state.sessionIds().forEach(this::addSession);
    state.queryIds().forEach(this::addQuery);
    for (RoomView room : state.rooms()) {
      entries.add(ViewEntry.scores(ViewKeys.line(room.name()), waiting.get(room.name())));
      entries.add(ViewEntry.scores(ViewKeys.active(room.name()), active.get(room.name())));
      entries.add(ViewEntry.wholeHash(ViewKeys.users(room.name()), users.get(room.name())));
    }
    queues.forEach((pool, queue) -> entries.add(ViewEntry.scores(ViewKeys.queue(pool), queue)));
    entries.add(ViewEntry.members(ViewKeys.rooms(), state.rooms().stream().map(RoomView::name)));
    entries.add(ViewEntry.members(ViewKeys.pools(), queues.keySet().stream()));
    state.pools().forEach(this::addPool);
  }

  private void addPool(PoolView pool) {
    Hold hold = pool.hold();
    Map<String, String> fields = new TreeMap<>();
    fields.put(ViewFields.SETTINGS, wire.encodePart(pool.settings()));
    fields.put(ViewFields.HELD, hold == null ? "" : hold.reason().name());
    fields.put(ViewFields.HELD_SINCE, hold == null ? "0" : String.valueOf(hold.since()));
    entries.add(ViewEntry.fields(ViewKeys.pool(pool.name()), fields));
    entries.add(ViewEntry.wholeHash(ViewKeys.slots(pool.name()), slots(pool)));
  }

  private static Map<String, String> slots(PoolView pool) {
    Map<String, String> slots = new TreeMap<>();
    for (int slot = 0; slot < pool.slotCount(); slot++) {
      UUID current = pool.current(slot);
      if (current != null) {
        slots.put(String.valueOf(slot), current.toString());
      }
    }
    return slots;
  }

  private void addRoom(RoomView room) {
    Map<String, String> fields = new TreeMap<>();
    fields.put(ViewFields.SETTINGS, wire.encodePart(room.settings()));
    fields.put(ViewFields.STATUS, room.status().name());
    fields.put(ViewFields.PAUSED, room.paused() ? "1" : "0");
    fields.put(ViewFields.HELD, held(room));
    fields.put(ViewFields.ACTIVE, String.valueOf(room.active()));
    fields.put(ViewFields.WAITING, String.valueOf(room.waiting()));
    fields.put(ViewFields.SERVING, String.valueOf(room.serving()));
    fields.put(ViewFields.LAST_TICKET, String.valueOf(room.lastTicket()));
    fields.put(ViewFields.ADMISSIONS, room.admissions());
    Opening opening = room.opening();
    Lottery lottery = room.lottery();
    fields.put(ViewFields.UNORDERED, room.isUnordered() ? "1" : "0");
    fields.put(ViewFields.OPENS_AT, opening == null ? "0" : String.valueOf(opening.opensAt()));
    fields.put(ViewFields.CLOSES_AT, opening == null ? "0" : String.valueOf(opening.closesAt()));
    fields.put(ViewFields.LOTTERY, lottery == null ? "" : wire.encodePart(lottery));
    entries.add(ViewEntry.fields(ViewKeys.room(room.name()), fields));
    Announcement told = room.announcement();
    if (told != null) {
      entries.add(ViewEntry.text(ViewKeys.announcement(room.name()), wire.encodePart(told)));
    }
    Map<String, String> draws = new TreeMap<>();
    for (Draw draw : room.draws()) {
      String id = draw.drawId().toString();
      draws.put(id, String.valueOf(draw.number()));
      entries.add(ViewEntry.text(ViewKeys.draw(room.name(), id), wire.encodePart(draw.shown())));
    }
    entries.add(ViewEntry.scores(ViewKeys.draws(room.name()), draws));
    List.of(active, waiting, users).forEach(map -> map.put(room.name(), new TreeMap<>()));
  }

  /** Why no query of the room gets a slot: the first pool's reason, if all are held. */
  private String held(RoomView room) {
    List<@Nullable Hold> holds = new ArrayList<>();
    for (String name : room.settings().pools()) {
      PoolView pool = state.pool(name);
      holds.add(pool == null ? null : pool.hold());
    }
    Hold first = holds.getFirst();
    return first == null || holds.contains(null) ? "" : first.reason().name();
  }

  private void addSession(UUID id) {
    SessionView session = state.session(id);
    if (session == null) {
      return;
    }
    String live = session.id().toString();
    if (!session.id().equals(id)) {
      entries.add(ViewEntry.text(ViewKeys.alias(id), live));
      return;
    }
    String room = session.room().name();
    Map<String, String> fields = new TreeMap<>();
    fields.put(ViewFields.ROOM, room);
    fields.put(ViewFields.USER_KEY, session.userKey());
    fields.put(ViewFields.STATE, session.state().name());
    fields.put(ViewFields.TICKET, String.valueOf(session.ticket()));
    fields.put(ViewFields.JOINED_AT, String.valueOf(session.joinedAt()));
    if (session.state() == SessionState.ACTIVE) {
      fields.put(ViewFields.ADMITTED_AT, String.valueOf(session.admittedAt()));
      fields.put(ViewFields.EXPIRES_AT, String.valueOf(session.expiresAt()));
      put(active, room, live, session.admittedAt());
    } else {
      put(waiting, room, live, ViewEntry.score(session.order()));
    }
    Transfer transfer = session.transfer();
    if (transfer != null) {
      fields.put(ViewFields.TOKENS_SINCE, String.valueOf(transfer.offset()));
      fields.put(ViewFields.TRANSFER_ID, transfer.id().toString());
    }
    put(users, room, session.userKey(), live);
    entries.add(ViewEntry.fields(ViewKeys.session(live), fields));
  }

  private void addQuery(UUID id) {
    QueryView query = state.query(id);
    if (query == null || query.state().isTerminal()) {
      return; // it has its outcome, and is shown for ten minutes only
    }
    if (!query.id().equals(id)) {
      entries.add(ViewEntry.text(ViewKeys.alias(id), query.id().toString()));
      return;
    }
    Map<String, String> fields = new TreeMap<>();
    fields.put(ViewFields.SESSION_ID, query.sessionId().toString());
    fields.put(ViewFields.ROOM, query.room());
    fields.put(ViewFields.POOL, query.pool());
    fields.put(ViewFields.STATE, query.state().name());
    fields.put(ViewFields.ATTEMPT, String.valueOf(query.attempt()));
    fields.put(ViewFields.SUBMITTED_AT, String.valueOf(query.submittedAt()));
    if (query.slot() < 0) {
      put(queues, query.pool(), query.id().toString(), query.order());
    }
    entries.add(ViewEntry.fields(ViewKeys.query(id), fields));
  }

  private static void put(
      Map<String, Map<String, String>> maps, String name, String key, Object value) {
    maps.computeIfAbsent(name, it -> new TreeMap<>()).put(key, String.valueOf(value));
  }
}
