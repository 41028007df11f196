package dev.naru.admission.replay.whatif;

import dev.naru.admission.loop.CommandProcessor;
import dev.naru.admission.replay.log.RecordedCommand;
import dev.naru.admission.state.PoolView;
import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomsState;
import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.SessionView;
import dev.naru.model.PoolSettings;
import dev.naru.model.RoomSettings;
import dev.naru.model.SessionState;
import dev.naru.model.SettingsSource;
import dev.naru.model.command.CancelQuery;
import dev.naru.model.command.Command;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.ConfigureRoom;
import dev.naru.model.command.ExpireSessions;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.StartQuery;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.command.Tick;
import dev.naru.model.event.Envelope;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Runs the recorded commands once more on a virtual clock, under the imagined settings.
 *
 * <pre>
 *   recorded command ──► what is due before it (agenda, deadlines) ──► itself, unless it is made anew
 *                              ▲                                              │
 *                              └── visits, runs, silences ◄── events ◄────────┘
 * </pre>
 */
final class Imagination {
  private final RoomsState state;
  private final Behaviour behaviour;
  private final SettingsChanges changes;
  private final Consumer<Envelope> listener;
  private final Agenda agenda = new Agenda();
  private final Users users;
  private final Workers workers;
  private final Deadlines deadlines;
  private final CommandProcessor processor;
  private long nextOffset;
  private long recordedClock;

  /**
   * @param state as it stood where the span begins; goes on from there
   * @param listener is given each imagined event
   */
  Imagination(
      RoomsState state, Behaviour behaviour, SettingsChanges changes, Consumer<Envelope> listener) {
    this.state = state;
    this.behaviour = behaviour;
    this.changes = changes;
    this.listener = listener;
    this.users = new Users(state, behaviour, agenda, this::process);
    this.workers = new Workers(behaviour, agenda, this::process);
    this.deadlines = new Deadlines(state, behaviour);
    this.processor = new CommandProcessor(state, this::before);
    this.nextOffset = state.offset() + 1;
    this.recordedClock = state.clock();
  }

  private void before(Envelope envelope) {
    listener.accept(envelope);
    users.saw(envelope);
    workers.saw(envelope);
  }

  /** The chain says nothing of imagined commands, but that orders are drawn as they were. */
  private void process(Command command, long at) {
    String drawing = behaviour.chainOfDrawing(at);
    processor.process(command, nextOffset++, at, drawing == null ? state.chain() : drawing);
  }

  /** Sets the scene: who is there already, and the imagined settings. */
  void begin() {
    users.begin();
    workers.begin(state);
    RoomsView view = state;
    List<Command> settings = new ArrayList<>();
    for (PoolView pool : view.pools()) {
      PoolSettings imagined = changes.of(pool.name(), pool.settings());
      if (!imagined.equals(pool.settings())) {
        settings.add(new ConfigurePool(pool.name(), imagined, SettingsSource.OPERATOR));
      }
    }
    for (RoomView room : view.rooms()) {
      RoomSettings imagined = changes.of(room.name(), room.settings());
      if (!imagined.equals(room.settings())) {
        settings.add(new ConfigureRoom(room.name(), imagined, SettingsSource.OPERATOR));
      }
    }
    settings.forEach(command -> process(command, state.clock()));
  }

  /** Takes the next recorded command. */
  void add(RecordedCommand recorded) {
    recordedClock = Math.max(recordedClock, recorded.timestamp());
    runUntil(recordedClock, recorded.offset());
    Command command = recorded.command();
    if (command != null) {
      repeat(command, recorded.offset());
    }
  }

  /** Does what is due until the end of the record. */
  void finish() {
    runUntil(recordedClock, Agenda.NOT_RECORDED);
    process(new Tick(), recordedClock);
  }

  private void repeat(Command command, long offset) {
    switch (command) {
      case Tick c -> {}
      case StartQuery c -> {}
      case FinishQuery c -> {}
      case ExpireSessions c -> {}
      case LeaveSession c -> leave(c, offset);
      case SubmitQuery c -> repeatUnlessMadeAnew(c, offset);
      case CancelQuery c -> repeatUnlessMadeAnew(c, offset);
      case ConfigureRoom c ->
          repeat(new ConfigureRoom(c.room(), changes.of(c.room(), c.settings()), c.source()));
      case ConfigurePool c ->
          repeat(new ConfigurePool(c.pool(), changes.of(c.pool(), c.settings()), c.source()));
      default -> repeat(command);
    }
  }

  private void repeat(Command command) {
    process(command, recordedClock);
  }

  private void repeatUnlessMadeAnew(Command command, long offset) {
    if (!behaviour.isMadeAnew(offset)) {
      repeat(command);
    }
  }

  /** Whoever had enough of waiting leaves the line, if still in it. */
  private void leave(LeaveSession command, long offset) {
    UUID tired = behaviour.leftTheLineBy(offset);
    if (tired == null) {
      repeatUnlessMadeAnew(command, offset);
      return;
    }
    RoomsView view = state;
    SessionView session = view.session(tired);
    if (session != null && session.state() == SessionState.WAITING) {
      repeat(new LeaveSession(tired));
    }
  }

  private void runUntil(long time, long order) {
    while (true) {
      Agenda.Item item = agenda.firstBefore(time, order);
      long tick = deadlines.nextTick(item == null ? time : Math.min(time, item.at()));
      if (tick != Deadlines.NOT_BEFORE) {
        process(new Tick(), tick);
      } else if (item != null) {
        agenda.removeFirst();
        item.task().run();
      } else {
        return;
      }
    }
  }
}
