package dev.naru.admission.replay.whatif;

import dev.naru.admission.loop.CommandProcessor;
import dev.naru.admission.replay.log.RecordedCommand;
import dev.naru.admission.state.RoomsState;
import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.SessionView;
import dev.naru.model.AdmissionRate;
import dev.naru.model.EndReason;
import dev.naru.model.HoldReason;
import dev.naru.model.LineOrder;
import dev.naru.model.PoolSettings;
import dev.naru.model.QueryLimits;
import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.RoomSettings;
import dev.naru.model.ScheduleSettings;
import dev.naru.model.SessionState;
import dev.naru.model.SettingsSource;
import dev.naru.model.command.CancelQuery;
import dev.naru.model.command.Command;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.ConfigureRoom;
import dev.naru.model.command.ExpireSessions;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.command.HoldPool;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.PauseAdmission;
import dev.naru.model.command.ReleasePool;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.ResumeAdmission;
import dev.naru.model.command.ScheduleRoom;
import dev.naru.model.command.StartQuery;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.command.Tick;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionQueued;
import dev.naru.model.wire.HashChain;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Some hours in front of a small room as a log would hold them: users come, give up, ask, leave or
 * fall silent; workers take a little while to start; ticks are a little late.
 */
final class SimulatedDay {
  static final String ROOM = "lobby";
  static final String POOL = "llm";
  private static final long BEGIN = 1_763_690_400_000L;
  private static final byte[] SEED = {1, 2, 3};
  private static final Duration SILENCE = Duration.ofMinutes(5);

  final List<RecordedCommand> commands = new ArrayList<>();
  final List<Envelope> events = new ArrayList<>();
  private final SplittableRandom random;
  private final RoomsState state = new RoomsState();
  private final CommandProcessor processor = new CommandProcessor(state, this::saw);
  private final Agenda agenda = new Agenda();
  private final SlotWatch slots = new SlotWatch(this::ready);
  private long now = BEGIN;
  private int users;

  SimulatedDay(long seed, int users, RoomSettings room, PoolSettings pool) {
    this.random = new SplittableRandom(seed);
    append(new ConfigurePool(POOL, pool, SettingsSource.FILE));
    append(new ConfigureRoom(ROOM, room, SettingsSource.FILE));
    ScheduleSettings schedule = room.schedule();
    if (schedule != null && schedule.opensAt() != null) {
      append(new ScheduleRoom(ROOM, schedule.opensAt().toEpochMilli(), 0, HashChain.hashOf(SEED)));
    }
    long at = BEGIN;
    for (int i = 0; i < users; i++) {
      at += random.nextLong(8_000);
      after(at - BEGIN, this::arrive);
    }
    after(random.nextLong(3_600_000), () -> append(new PauseAdmission(ROOM)));
    after(3_600_000 + random.nextLong(600_000), () -> append(new ResumeAdmission(ROOM)));
    after(random.nextLong(3_600_000), () -> append(null));
    long held = new SplittableRandom(seed).nextLong(1_800_000);
    after(held, () -> append(new HoldPool(POOL, HoldReason.UPSTREAM, 20_000)));
    after(held + 600_000, () -> append(new HoldPool(POOL, HoldReason.OPERATOR, 0)));
    after(held + 640_000, () -> append(new ReleasePool(POOL, null)));
  }

  static RoomSettings room(int capacity, @Nullable AdmissionRate rate) {
    RoomSettings d = RoomSettings.defaults();
    return RoomSettings.plain(
        capacity,
        d.maxWaiting(),
        Duration.ofMinutes(4),
        SILENCE,
        SILENCE.plusMinutes(2),
        d.claimTimeout(),
        rate,
        d.identity(),
        List.of(POOL),
        new QueryLimits(
            d.queries().perSession(),
            d.queries().maxQueued(),
            d.queries().maxPayload(),
            Duration.ofSeconds(15)));
  }

  /** The same room, which opens half an hour after the beginning in an order that is drawn. */
  static RoomSettings drawn(RoomSettings room) {
    return room.withSchedule(
        ScheduleSettings.once(
            Instant.ofEpochMilli(BEGIN).plus(Duration.ofMinutes(30)),
            null,
            Duration.ofHours(1),
            LineOrder.LOTTERY));
  }

  /** Runs until this long after the beginning. */
  SimulatedDay run(Duration length) {
    long end = BEGIN + length.toMillis();
    while (true) {
      Agenda.Item item = agenda.peek();
      long next = item == null ? Long.MAX_VALUE : item.at();
      var deadline = state.nextDeadline();
      // whoever looks at the clock does so every few ms
      long tick =
          deadline.isEmpty()
              ? Long.MAX_VALUE
              : Math.max(now, deadline.getAsLong()) + random.nextLong(40);
      if (Math.min(tick, next) > end) {
        return this;
      }
      now = Math.min(tick, next);
      if (tick < next) {
        append(new Tick());
      } else {
        agenda.removeFirst();
        item.task().run();
      }
    }
  }

  /** The state where the given command is the next. */
  RoomsState stateAt(long offset) {
    RoomsState before = new RoomsState();
    CommandProcessor again = new CommandProcessor(before, envelope -> {});
    for (RecordedCommand command : commands.subList(0, (int) offset)) {
      again.process(
          command.command(), command.offset(), command.timestamp(), chain(command.offset()));
    }
    return before;
  }

  private void after(long millis, Runnable task) {
    agenda.add(now + millis, Agenda.NOT_RECORDED, task);
  }

  private void append(@Nullable Command command) {
    long offset = commands.size();
    // a broker's clock may go back a little
    long timestamp = random.nextInt(50) == 0 ? now - 3 : now;
    commands.add(new RecordedCommand(offset, timestamp, null, command));
    processor.process(command, offset, timestamp, chain(offset));
  }

  /** As good as the log's own hash: another at each command. */
  private static String chain(long offset) {
    return HashChain.hashOf(String.valueOf(offset).getBytes(StandardCharsets.US_ASCII));
  }

  private UUID newId() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private void arrive() {
    UUID id = newId();
    append(new RequestSession(id, ROOM, "user-" + users++, null));
    if (random.nextInt(10) == 0) {
      // says it again, under another id
      append(new RequestSession(newId(), ROOM, "user-" + (users - 1), null));
    }
  }

  private void saw(Envelope envelope) {
    events.add(envelope);
    slots.add(envelope);
    if (envelope.event() instanceof SessionQueued it) {
      int kind = random.nextInt(10);
      if (kind == 0) {
        after(random.nextLong(600_000), () -> leaveIf(it.sessionId(), SessionState.WAITING));
      } else if (kind == 1) {
        after(
            random.nextLong(60_000) + SILENCE.plusMinutes(2).toMillis(),
            () -> expire(it.sessionId(), SessionState.WAITING, EndReason.ABANDONED));
      }
    } else if (envelope.event() instanceof SessionAdmitted it) {
      admitted(it.sessionId());
    }
  }

  private void admitted(UUID session) {
    int kind = random.nextInt(10);
    if (kind < 6) {
      after(random.nextLong(200_000), () -> leaveIf(session, SessionState.ACTIVE));
    } else if (kind == 6) {
      after(
          SILENCE.toMillis() - random.nextLong(100_000),
          () -> expire(session, SessionState.ACTIVE, EndReason.IDLE));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      after(random.nextLong(180_000), () -> ask(session));
    }
  }

  private void leaveIf(UUID id, SessionState expected) {
    SessionView session = state.session(id);
    if (session != null && session.state() == expected) {
      append(new LeaveSession(id));
    } else if (session == null && random.nextInt(4) == 0) {
      append(new LeaveSession(id));
    }
  }

  private void expire(UUID id, SessionState expected, EndReason reason) {
    SessionView session = state.session(id);
    if (session != null && session.state() == expected) {
      append(new ExpireSessions(ROOM, reason, List.of(id)));
    }
  }

  private void ask(UUID session) {
    UUID id = newId();
    RawJson payload = new RawJson("\"" + "q".repeat(random.nextInt(100)) + "\"");
    append(new SubmitQuery(id, session, payload, 0, null, "key-" + id));
    if (random.nextInt(8) == 0) {
      after(random.nextLong(9_000), () -> append(new CancelQuery(id, session)));
    }
  }

  private void ready(UUID query, String pool, int slot, long at) {
    long starts = 1 + random.nextLong(30);
    if (random.nextInt(20) != 0) {
      after(starts, () -> append(new StartQuery(query, pool, slot, 1, "w")));
    }
    QueryState outcome = random.nextInt(9) == 0 ? QueryState.FAILED : QueryState.SUCCEEDED;
    after(
        starts + 1 + random.nextLong(9_000),
        () -> append(new FinishQuery(query, pool, slot, 1, outcome, null, null)));
  }

  RoomsView state() {
    return state;
  }
}
