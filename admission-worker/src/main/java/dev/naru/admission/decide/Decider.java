package dev.naru.admission.decide;

import dev.naru.admission.state.QueryView;
import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.SessionView;
import dev.naru.model.RoomStatus;
import dev.naru.model.command.AdvanceDraw;
import dev.naru.model.command.Announce;
import dev.naru.model.command.CancelDraw;
import dev.naru.model.command.CancelQuery;
import dev.naru.model.command.CloseRoom;
import dev.naru.model.command.Command;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.ConfigureRoom;
import dev.naru.model.command.DrainRoom;
import dev.naru.model.command.EvictSession;
import dev.naru.model.command.ExpireSessions;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.command.HoldPool;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.MoveSession;
import dev.naru.model.command.OpenRoom;
import dev.naru.model.command.PauseAdmission;
import dev.naru.model.command.PlacePool;
import dev.naru.model.command.PrepareDraw;
import dev.naru.model.command.ReleasePool;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.ResumeAdmission;
import dev.naru.model.command.ScheduleRoom;
import dev.naru.model.command.StartQuery;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.command.Tick;
import dev.naru.model.command.TransferSession;
import dev.naru.model.event.AdmissionPaused;
import dev.naru.model.event.AdmissionResumed;
import dev.naru.model.event.Event;
import dev.naru.model.event.RoomClosed;
import dev.naru.model.event.RoomDrained;
import dev.naru.model.event.RoomOpened;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides, and changes nothing. A command is decided in four steps, and the state is evolved after
 * each:
 *
 * <pre>
 *   due     what the clock ends: longest stays, waits to be started, holds of pools, phases of
 *           draws (what the command itself speaks of always)
 *   settle  what follows from that, a step at a time until nothing does
 *   decide  the command itself
 *   settle  what follows from it
 * </pre>
 *
 * <p>The read-only state goes in, events come out (the idea is Jérémie Chassaing's decider). Times
 * are ms since 1970.
 */
public final class Decider {
  /** Most consequences that one command carries; the rest follow with the next tick. */
  public static final int MOST_AT_ONCE = 1_000;

  /**
   * The events that the clock alone brings before the command is looked at; null for an unreadable
   * one.
   */
  public List<Event> due(RoomsView state, @Nullable Command command, long clock) {
    return command == null
        ? Overdue.at(state, null, null, clock)
        : Overdue.at(state, ownSession(state, command), ownQuery(state, command), clock);
  }

  /**
   * The next step towards a state in which nothing is left to do at the clock; empty when there.
   */
  public List<Event> settle(RoomsView state, long clock, int most) {
    return Settlements.settle(state, clock, most);
  }

  /** What the command comes to; empty for one that only lets time pass. */
  public List<Event> decide(RoomsView state, Command command, long clock) {
    return switch (command) {
      case RequestSession request -> SessionDecisions.request(state, request, clock);
      case LeaveSession leave -> SessionDecisions.leave(state, leave);
      case EvictSession evict -> SessionDecisions.evict(state, evict);
      case TransferSession transfer -> SessionDecisions.transfer(state, transfer);
      case MoveSession move -> Moves.move(state, move);
      case ExpireSessions expire -> SessionDecisions.expire(state, expire);
      case SubmitQuery submit -> QueryDecisions.submit(state, submit);
      case CancelQuery cancel -> QueryDecisions.cancel(state, cancel);
      case StartQuery start -> QueryDecisions.start(state, start);
      case FinishQuery finish -> QueryDecisions.finish(state, finish);
      case ConfigureRoom configure -> SettingsDecisions.configure(state, configure);
      case ConfigurePool configure -> SettingsDecisions.configure(state, configure);
      case HoldPool hold -> Holds.hold(state, hold, clock);
      case ReleasePool release -> Holds.release(state, release);
      case PlacePool place -> Placements.place(state, place);
      case PauseAdmission c ->
          SettingsDecisions.change(
              state, c, c.room(), RoomView::paused, new AdmissionPaused(c.room()));
      case ResumeAdmission c ->
          SettingsDecisions.change(
              state, c, c.room(), room -> !room.paused(), new AdmissionResumed(c.room()));
      case OpenRoom c -> setStatus(state, c, c.room(), RoomStatus.OPEN, new RoomOpened(c.room()));
      case CloseRoom c ->
          setStatus(state, c, c.room(), RoomStatus.CLOSED, new RoomClosed(c.room()));
      case DrainRoom c ->
          setStatus(state, c, c.room(), RoomStatus.DRAINING, new RoomDrained(c.room()));
      case PrepareDraw prepare -> DrawDecisions.prepare(state, prepare, clock);
      case AdvanceDraw advance -> DrawDecisions.advance(state, advance, clock);
      case CancelDraw cancel -> DrawDecisions.cancel(state, cancel);
      case ScheduleRoom schedule -> Schedules.schedule(state, schedule, clock);
      case Announce announce -> Announcements.announce(state, announce);
      case Tick tick -> List.of();
    };
  }

  /** What a record that is no command comes to. */
  public List<Event> refuseUnreadable() {
    return Refusals.unreadable();
  }

  private static List<Event> setStatus(
      RoomsView state, Command command, String room, RoomStatus status, Event event) {
    return SettingsDecisions.change(state, command, room, r -> r.status() == status, event);
  }

  private static @Nullable SessionView ownSession(RoomsView state, Command command) {
    return switch (command) {
      case RequestSession c -> sessionOfUser(state, c);
      case LeaveSession c -> state.session(c.sessionId());
      case EvictSession c -> state.session(c.sessionId());
      case TransferSession c -> state.session(c.sessionId());
      case MoveSession c -> state.session(c.sessionId());
      case SubmitQuery c -> state.session(c.sessionId());
      case CancelQuery c -> state.session(c.sessionId());
      case StartQuery c -> sessionOfQuery(state, c.queryId());
      case FinishQuery c -> sessionOfQuery(state, c.queryId());
      case ExpireSessions c -> null;
      case ConfigureRoom c -> null;
      case ConfigurePool c -> null;
      case PlacePool c -> null;
      case HoldPool c -> null;
      case ReleasePool c -> null;
      case PauseAdmission c -> null;
      case ResumeAdmission c -> null;
      case OpenRoom c -> null;
      case CloseRoom c -> null;
      case DrainRoom c -> null;
      case ScheduleRoom c -> null;
      case Announce c -> null;
      case PrepareDraw c -> null;
      case AdvanceDraw c -> null;
      case CancelDraw c -> null;
      case Tick c -> null;
    };
  }

  private static @Nullable SessionView sessionOfUser(RoomsView state, RequestSession command) {
    RoomView room = state.room(command.room());
    return room == null ? null : room.sessionOf(command.userKey());
  }

  private static @Nullable SessionView sessionOfQuery(RoomsView state, UUID queryId) {
    var query = state.query(queryId);
    return query == null ? null : state.session(query.sessionId());
  }

  private static @Nullable QueryView ownQuery(RoomsView state, Command command) {
    return switch (command) {
      case CancelQuery c -> state.query(c.queryId());
      case StartQuery c -> state.query(c.queryId());
      case FinishQuery c -> state.query(c.queryId());
      default -> null;
    };
  }
}
