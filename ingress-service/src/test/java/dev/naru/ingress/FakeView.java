package dev.naru.ingress;

import dev.naru.ingress.view.Crowd;
import dev.naru.ingress.view.DrawReading;
import dev.naru.ingress.view.Head;
import dev.naru.ingress.view.Holder;
import dev.naru.ingress.view.NewsReading;
import dev.naru.ingress.view.PersonRecord;
import dev.naru.ingress.view.PoolRecord;
import dev.naru.ingress.view.QueryReading;
import dev.naru.ingress.view.QueryReading.Pending;
import dev.naru.ingress.view.QueryRecord;
import dev.naru.ingress.view.RoomOpening;
import dev.naru.ingress.view.RoomRecord;
import dev.naru.ingress.view.SessionReading;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.ingress.view.SlotRecord;
import dev.naru.ingress.view.View;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.AdmissionHistory;
import dev.naru.model.Announcement;
import dev.naru.model.Draw;
import dev.naru.model.HoldReason;
import dev.naru.model.Lottery;
import dev.naru.model.PoolSettings;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A view in memory. */
public final class FakeView implements View {
  private final Map<UUID, SessionRecord> sessions = new ConcurrentHashMap<>();
  private final Map<UUID, QueryRecord> queries = new ConcurrentHashMap<>();
  private final Map<UUID, Pending> pending = new ConcurrentHashMap<>();
  private final Map<UUID, Holder> holders = new ConcurrentHashMap<>();
  private final Map<UUID, UUID> aliases = new ConcurrentHashMap<>();
  private final Map<String, RoomRecord> rooms = new ConcurrentHashMap<>();
  private final Map<String, PoolSettings> pools = new ConcurrentHashMap<>();
  private final Map<String, List<PersonRecord>> people = new ConcurrentHashMap<>();
  private final Map<String, List<SlotRecord>> slots = new ConcurrentHashMap<>();
  private final Map<String, HoldReason> holds = new ConcurrentHashMap<>();
  private final Map<String, UUID> users = new ConcurrentHashMap<>();
  private final Map<String, Announcement> announcements = new ConcurrentHashMap<>();
  private final Map<UUID, Draw> draws = new ConcurrentHashMap<>();
  private final AtomicInteger newsReads = new AtomicInteger();
  private final AtomicInteger roomReads = new AtomicInteger();
  private volatile boolean away;
  private volatile long offset;

  public void away(boolean isAway) {
    away = isAway;
  }

  public void offset(long shown) {
    offset = shown;
  }

  public void session(SessionRecord session) {
    sessions.put(session.id(), session);
  }

  /** Says more of a session to the holders of its tokens. */
  public void holder(UUID sessionId, Holder holder) {
    holders.put(sessionId, holder);
  }

  public void query(QueryRecord query) {
    queries.put(query.id(), query);
  }

  public void alias(UUID id, UUID live) {
    aliases.put(id, live);
  }

  public void user(String room, String userKey, UUID sessionId) {
    users.put(room + "/" + userKey, sessionId);
  }

  public void forgetUsers() {
    users.clear();
  }

  public void room(String name, RoomSettings settings) {
    room(name, settings, RoomStatus.OPEN, 0, 0);
  }

  /** Shows a room that opens by a schedule. */
  public void scheduled(
      String name,
      RoomSettings settings,
      RoomStatus status,
      RoomOpening opening,
      @Nullable Lottery lottery) {
    rooms.put(
        name,
        new RoomRecord(
            head(),
            name,
            settings,
            status,
            false,
            0,
            3,
            0,
            3,
            new AdmissionHistory(),
            false,
            opening,
            lottery));
  }

  /** Shows a room that admits nobody for the time being. */
  public void paused(String name) {
    rooms.computeIfPresent(
        name,
        (known, r) ->
            new RoomRecord(
                head(),
                name,
                r.settings(),
                r.status(),
                true,
                r.active(),
                r.waiting(),
                r.serving(),
                r.lastTicket(),
                r.admissions(),
                r.held()));
  }

  /** Shows a pool, and the room, whose queries wait; null is one that is not held. */
  public void held(String pool, String room, @Nullable HoldReason reason) {
    if (reason == null) {
      holds.remove(pool);
    } else {
      holds.put(pool, reason);
    }
    rooms.computeIfPresent(
        room,
        (known, r) ->
            new RoomRecord(
                head(),
                room,
                r.settings(),
                r.status(),
                r.paused(),
                r.active(),
                r.waiting(),
                r.serving(),
                r.lastTicket(),
                r.admissions(),
                reason != null));
  }

  public void room(String name, RoomSettings settings, RoomStatus status, int active, int waiting) {
    AdmissionHistory none = new AdmissionHistory();
    rooms.put(
        name,
        new RoomRecord(
            head(), name, settings, status, false, active, waiting, active, active, none, false));
  }

  public int roomReads() {
    return roomReads.get();
  }

  @Override
  public CompletionStage<SessionReading> beginSession(UUID id, UUID asker) {
    try {
      return CompletableFuture.completedStage(session(id, asker));
    } catch (ViewAwayException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  @Override
  public SessionReading session(UUID id, UUID asker) {
    UUID live = live(id);
    return new SessionReading(
        head(),
        live,
        live(asker),
        sessions.get(live),
        holders.getOrDefault(live(asker), Holder.UNKNOWN));
  }

  @Override
  public QueryReading query(UUID id, UUID asker) {
    return new QueryReading(
        head(),
        live(asker),
        queries.get(live(id)),
        pending.get(id),
        holders.getOrDefault(live(asker), Holder.UNKNOWN).tokensSince());
  }

  private UUID live(UUID id) {
    return aliases.getOrDefault(id, id);
  }

  @Override
  public Optional<RoomRecord> room(String name) {
    roomReads.incrementAndGet();
    head();
    return Optional.ofNullable(rooms.get(name));
  }

  /** Shows what everybody in a room was told last. */
  public void announcement(String room, Announcement told) {
    announcements.put(room, told);
  }

  /** How often the news of any room were read. */
  public int newsReads() {
    return newsReads.get();
  }

  @Override
  public NewsReading news(String room, long after) {
    newsReads.incrementAndGet();
    List<Draw> changed =
        draws.values().stream()
            .filter(draw -> draw.room().equals(room) && draw.number() > after)
            .sorted(Comparator.comparingLong(Draw::number))
            .toList();
    return new NewsReading(head(), announcements.get(room), changed);
  }

  /** Shows what people may know of a draw. */
  public void draw(Draw draw) {
    draws.put(draw.drawId(), draw.shown());
  }

  public void forgetDraws() {
    draws.clear();
  }

  @Override
  public DrawReading draw(String room, UUID id) {
    Draw draw = draws.get(id);
    return new DrawReading(head(), draw == null || !draw.room().equals(room) ? null : draw);
  }

  @Override
  public Set<String> rooms() {
    head();
    return rooms.keySet();
  }

  @Override
  public Crowd crowd(String room, int seats, int line) {
    List<PersonRecord> active = people.getOrDefault(room, List.of());
    List<PersonRecord> waiting = active.stream().filter(one -> one.admittedAt() == null).toList();
    return new Crowd(
        head(),
        active.stream().filter(one -> one.admittedAt() != null).limit(seats).toList(),
        waiting.stream().limit(line).toList());
  }

  /** Shows who is in a room: those who were admitted have a seat, the others wait. */
  public void people(String room, PersonRecord... all) {
    people.put(room, List.of(all));
  }

  @Override
  public Set<String> pools() {
    head();
    return pools.keySet();
  }

  @Override
  public List<SlotRecord> slots(String pool, int most) {
    head();
    return slots.getOrDefault(pool, List.of()).stream().limit(most).toList();
  }

  public void slots(String pool, SlotRecord... busy) {
    slots.put(pool, List.of(busy));
  }

  public void pool(String name, PoolSettings settings) {
    pools.put(name, settings);
  }

  @Override
  public Optional<PoolRecord> pool(String name) {
    head();
    return Optional.ofNullable(pools.get(name)).map(settings -> record(name, settings));
  }

  private PoolRecord record(String name, PoolSettings settings) {
    HoldReason reason = holds.get(name);
    return new PoolRecord(head(), name, settings, 0, reason, reason == null ? null : Instant.EPOCH);
  }

  @Override
  public Optional<UUID> liveSession(String room, String userKey) {
    head();
    return Optional.ofNullable(users.get(room + "/" + userKey));
  }

  @Override
  public Head head() {
    if (away) {
      throw new ViewAwayException("away", null);
    }
    return new Head(1, offset);
  }

  @Override
  public void notePending(UUID queryId, UUID sessionId, long at) {
    head();
    pending.put(queryId, new Pending(sessionId, at));
  }
}
