package dev.naru.admission.decide;

import dev.naru.admission.loop.CommandProcessor;
import dev.naru.admission.state.RoomsState;
import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.SessionView;
import dev.naru.model.AdmissionRate;
import dev.naru.model.PoolSettings;
import dev.naru.model.QueryLimits;
import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.RoomSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.command.Command;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.ConfigureRoom;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.StartQuery;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.command.Tick;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.Event;
import dev.naru.model.wire.HashChain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A log cranked by hand: each command is decided at once, and the clock stands until {@link
 * #passes}. Room and pool are named {@code default} unless a test says otherwise.
 */
final class TestLog {
  static final String ROOM = "default";
  static final String POOL = "default";
  static final RawJson PAYLOAD = new RawJson("{\"text\":\"hello\"}");

  private final RoomsState state = new RoomsState();
  private final List<Envelope> envelopes = new ArrayList<>();
  private final CommandProcessor processor = new CommandProcessor(state, envelopes::add);
  private long now = 1_763_690_400_000L;
  private long offset;
  private long ids;

  /** A log with one pool and one room of this capacity. */
  static TestLog withCapacity(int capacity) {
    return new TestLog().pool(1, 1).room(capacity);
  }

  TestLog pool(int slots, int prefetch) {
    when(
        new ConfigurePool(
            POOL, PoolSettings.defaults().withSlots(slots, prefetch), SettingsSource.FILE));
    return this;
  }

  TestLog room(int capacity) {
    return room(ROOM, RoomSettings.defaults().withCapacity(capacity));
  }

  TestLog room(String name, RoomSettings settings) {
    when(new ConfigureRoom(name, settings, SettingsSource.FILE));
    return this;
  }

  /** The room's settings with other limits. */
  static RoomSettings settings(
      int capacity, int maxWaiting, @Nullable AdmissionRate rate, QueryLimits limits) {
    RoomSettings d = RoomSettings.defaults();
    return RoomSettings.plain(
        capacity,
        maxWaiting,
        d.sessionTtl(),
        d.idleTimeout(),
        d.abandonTimeout(),
        d.claimTimeout(),
        rate,
        d.identity(),
        d.pools(),
        limits);
  }

  /** The defaults with other pools. */
  static RoomSettings withPools(List<String> pools) {
    RoomSettings d = RoomSettings.defaults();
    return RoomSettings.plain(
        d.capacity(),
        d.maxWaiting(),
        d.sessionTtl(),
        d.idleTimeout(),
        d.abandonTimeout(),
        d.claimTimeout(),
        d.admissionRate(),
        d.identity(),
        pools,
        d.queries());
  }

  /** Appends the command and decides it; null stands for a record that nobody can read. */
  List<Event> when(@Nullable Command command) {
    envelopes.clear();
    processor.process(command, offset++, now, HashChain.GENESIS);
    return envelopes.stream().map(Envelope::event).toList();
  }

  TestLog passes(Duration duration) {
    now += duration.toMillis();
    return this;
  }

  List<Event> tick() {
    return when(new Tick());
  }

  /** Moves to the deadline that the state names, and ticks. */
  List<Event> tickAtDeadline() {
    now = Math.max(now, state.nextDeadline().orElseThrow());
    return tick();
  }

  UUID newId() {
    return new UUID(0, ++ids);
  }

  /** Requests a session in the room; returns the id that the request proposed. */
  UUID join(String userKey) {
    return join(ROOM, userKey);
  }

  UUID join(String room, String userKey) {
    UUID id = newId();
    when(new RequestSession(id, room, userKey, null));
    return id;
  }

  /** As many new users join as given; returns their sessions in order. */
  List<UUID> joinMany(int count) {
    List<UUID> sessions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sessions.add(join("user-" + i));
    }
    return sessions;
  }

  /** Submits a query without a key; returns the id that it proposed. */
  UUID submit(UUID session) {
    UUID id = newId();
    when(new SubmitQuery(id, session, PAYLOAD, 0, null, null));
    return id;
  }

  List<Event> start(UUID query, int slot, int attempt) {
    return when(new StartQuery(query, POOL, slot, attempt, "worker-1"));
  }

  List<Event> finish(UUID query, int slot) {
    return when(new FinishQuery(query, POOL, slot, 1, QueryState.SUCCEEDED, RawJson.NULL, null));
  }

  long now() {
    return now;
  }

  RoomsView state() {
    return state;
  }

  /** A live session, which must be there. */
  SessionView session(UUID id) {
    SessionView session = state.session(id);
    if (session == null) {
      throw new AssertionError("Expected a live session '" + id + "', but there is none");
    }
    return session;
  }

  /** How many of the events are of this type. */
  static long count(List<Event> events, Class<? extends Event> type) {
    return events.stream().filter(type::isInstance).count();
  }

  /** The refusal that is the command's only event. */
  static CommandRefused refusal(List<Event> events) {
    if (events.size() == 1 && events.getFirst() instanceof CommandRefused refused) {
      return refused;
    }
    throw new AssertionError("Expected a refusal alone, but found " + events);
  }
}
