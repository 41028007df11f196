package dev.naru.admission.sim;

import static dev.naru.admission.sim.Check.check;

import dev.naru.admission.state.RoomsView;
import dev.naru.model.Draw;
import dev.naru.model.DrawPhase;
import dev.naru.model.EndReason;
import dev.naru.model.RoomStatus;
import dev.naru.model.command.CancelQuery;
import dev.naru.model.command.Command;
import dev.naru.model.command.EvictSession;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.StartQuery;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.command.TransferSession;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.Event;
import dev.naru.model.event.PoolReleased;
import dev.naru.model.event.QueryAssigned;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.QueryTimedOut;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.TimePassed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds every step against the design: each event must be allowed where it stands (I1 to I5), the
 * command must come to what the design says, and nothing that is due may be left undone.
 */
final class Auditor {
  /** What one command may carry of consequences. */
  private static final int BOUND = 1_000;

  /** Most draws that one command moves because of the time. */
  private static final int MOST_DRAWS = 10;

  private static final Comparator<Draw> BY_END =
      Comparator.comparingLong(Draw::until)
          .thenComparing(Draw::room)
          .thenComparingLong(Draw::order);

  private final Model model = new Model();
  private final Expectations expectations = new Expectations(model);
  private final DrawExpectations draws = new DrawExpectations(model);
  private final ModelComparison comparison = new ModelComparison(model, expectations);
  private final Deque<Event> rest = new ArrayDeque<>();
  private int applied;
  private SimulatedLog.@Nullable Entry at;

  /** Audits what one record of the log came to. */
  void audit(SimulatedLog.Entry entry, List<Envelope> envelopes) {
    Command command = entry.command();
    model.clock = Math.max(model.clock, entry.timestamp());
    checkEnvelopes(entry, envelopes);
    rest.clear();
    envelopes.forEach(envelope -> rest.addLast(envelope.event()));
    applied = 0;
    at = entry;
    due(command);
    consequences();
    decision(command);
    consequences();
    if (applied == 0) {
      check(rest.poll() instanceof TimePassed, "nothing happened, not even time passed");
    }
    check(rest.isEmpty(), "nothing asked for %s", rest);
    standAt(entry);
  }

  /**
   * Compares the live state, after a record, with the model, and the counts with each other (I3).
   */
  void compare(RoomsView state, SimulatedLog.Entry entry) {
    check(state.offset() == entry.offset(), "the state is at offset %d", state.offset());
    check(state.chain().equals(entry.chain()), "the state's chain is %s", state.chain());
    comparison.compare(state);
  }

  private void checkEnvelopes(SimulatedLog.Entry entry, List<Envelope> envelopes) {
    for (int i = 0; i < envelopes.size(); i++) {
      Envelope envelope = envelopes.get(i);
      check(envelope.index() == i, "index %d is not %d", envelope.index(), i);
      check(envelope.offset() == entry.offset(), "offset %d", envelope.offset());
      check(envelope.clock() == model.clock, "clock %d, not %d", envelope.clock(), model.clock);
      check(envelope.chain().equals(entry.chain()), "chain %s", envelope.chain());
    }
  }

  /** Longest stays that are over: the earliest first, bounded, the command's own in any case. */
  private void due(@Nullable Command command) {
    // what is due was decided before anything of this command was applied
    long offset = model.offset;
    String chain = model.chain;
    List<ModelSession> overdue = overdue();
    ModelSession own = command == null ? null : ownSession(command);
    long lastExpiry = 0;
    int ended = 0;
    while (nextIsEnd(EndReason.EXPIRED)) {
      ModelSession session = takeEnd(EndReason.EXPIRED);
      check(session.isOverdue(model.clock), "session %s is not over", session.id);
      check(
          session.expiresAt >= lastExpiry || session == own,
          "an earlier one waits: %s",
          session.id);
      lastExpiry = Math.max(lastExpiry, session.expiresAt);
      ended++;
    }
    check(ended <= BOUND + 1, "%d ended at once", ended);
    check(ended == overdue.size() || ended >= BOUND, "%d of %d ended", ended, overdue.size());
    check(
        own == null || !own.isOverdue(model.clock) || !model.sessions.containsKey(own.id),
        "the command's own session is over, and went on");
    waits(command == null ? null : ownQuery(command));
    holds();
    draws(offset, chain);
  }

  /** Phases of draws that are over, the earliest first, bounded; one start at most. */
  private void draws(long offset, String chain) {
    List<Draw> overdue =
        model.rooms.values().stream()
            .flatMap(room -> room.draws.stream())
            .filter(draw -> !draw.phase().isOver() && draw.until() <= model.clock)
            .sorted(BY_END)
            .limit(Math.clamp(BOUND - (long) applied, 0, MOST_DRAWS))
            .toList();
    boolean started = false;
    for (Draw draw : overdue) {
      boolean starts = draw.phase() == DrawPhase.STANDBY;
      if (!starts || !started) {
        take(draws.next(draw, offset, chain));
        started |= starts;
      }
    }
  }

  /** Queries that waited too long to be started: as with stays. */
  private void waits(@Nullable ModelQuery own) {
    long overdue = model.queries.values().stream().distinct().filter(this::isOverdue).count();
    int ended = 0;
    while (rest.peek() instanceof QueryTimedOut timedOut) {
      take(timedOut);
      ended++;
    }
    check(ended == overdue || applied >= BOUND, "%d of %d timed out", ended, overdue);
    check(own == null || !isOverdue(own), "the command's own query is over, and went on");
  }

  private boolean isOverdue(ModelQuery query) {
    return query.startedBy() <= model.clock;
  }

  private @Nullable ModelQuery ownQuery(Command command) {
    return switch (command) {
      case CancelQuery c -> model.queries.get(c.queryId());
      case StartQuery c -> model.queries.get(c.queryId());
      case FinishQuery c -> model.queries.get(c.queryId());
      default -> null;
    };
  }

  private void holds() {
    while (rest.peek() instanceof PoolReleased released
        && Check.found("pool", released, model.pools.get(released.pool()))
            .isReleaseDue(model.clock)) {
      take(released);
    }
    boolean done = model.pools.values().stream().noneMatch(p -> p.isReleaseDue(model.clock));
    check(done || applied >= BOUND, "a hold is over, and goes on");
  }

  private List<ModelSession> overdue() {
    List<ModelSession> overdue = new ArrayList<>();
    for (ModelRoom room : model.rooms.values()) {
      room.active.stream().filter(session -> session.isOverdue(model.clock)).forEach(overdue::add);
    }
    return overdue;
  }

  private @Nullable ModelSession ownSession(Command command) {
    return switch (command) {
      case RequestSession c -> {
        ModelRoom room = model.rooms.get(c.room());
        yield room == null ? null : model.liveSession(room, c.userKey());
      }
      case LeaveSession c -> model.sessions.get(c.sessionId());
      case TransferSession c -> model.sessions.get(c.sessionId());
      case EvictSession c -> model.sessions.get(c.sessionId());
      case SubmitQuery c -> model.sessions.get(c.sessionId());
      case CancelQuery c -> model.sessions.get(c.sessionId());
      case StartQuery c -> sessionOf(model.queries.get(c.queryId()));
      case FinishQuery c -> sessionOf(model.queries.get(c.queryId()));
      default -> null;
    };
  }

  private @Nullable ModelSession sessionOf(@Nullable ModelQuery query) {
    return query == null ? null : model.sessions.get(query.session.id);
  }

  /** Whether a session's end with this reason comes next, after the cancelling of its queries. */
  private boolean nextIsEnd(EndReason reason) {
    for (Event event : rest) {
      if (event instanceof SessionEnded ended) {
        return ended.reason() == reason;
      }
      if (!(event instanceof QueryCancelled cancelled)
          || cancelled.because() != QueryCancelled.Cause.SESSION_ENDED) {
        return false;
      }
    }
    return false;
  }

  private ModelSession takeEnd(EndReason reason) {
    SessionEnded end =
        rest.stream()
            .filter(SessionEnded.class::isInstance)
            .map(SessionEnded.class::cast)
            .findFirst()
            .orElseThrow();
    ModelSession session = Check.found("session", end, model.sessions.get(end.sessionId()));
    Expectations.ended(session, reason).forEach(this::take);
    return session;
  }

  /** What follows by itself; unless the bound was met, it must leave nothing undone. */
  private void consequences() {
    schedules();
    boolean more = applied < BOUND;
    while (more) {
      Event next = rest.peek();
      if (next instanceof SessionAdmitted || next instanceof QueryAssigned) {
        take(next);
      } else if (nextIsEnd(EndReason.ROOM_CLOSED)) {
        ModelSession session = takeEnd(EndReason.ROOM_CLOSED);
        check(session.room.status == RoomStatus.CLOSED && !session.active, "sent %s away", session);
      } else {
        more = false;
      }
      more &= applied < BOUND;
    }
    if (applied < BOUND) {
      model.rooms.values().forEach(this::checkSettled);
      model.pools.values().forEach(Auditor::checkSettled);
    }
  }

  /** What schedules bring comes first, whatever the bound, and at once what is to be drawn. */
  private void schedules() {
    model.rooms.values().stream()
        .filter(room -> room.schedule.nextAt(room.status) <= model.clock)
        .sorted(Comparator.comparingLong(room -> room.schedule.nextAt(room.status)))
        .toList()
        .forEach(room -> ScheduleExpectations.moments(room, model.clock).forEach(this::take));
    model.rooms.values().stream()
        .filter(room -> room.schedule.awaitsDrawing)
        .forEach(room -> ScheduleExpectations.drawing(room, model.chain).forEach(this::take));
  }

  private void checkSettled(ModelRoom room) {
    boolean closed = room.status == RoomStatus.CLOSED;
    boolean seat = room.hasSeat() && room.rateAllowsStrictly(model.clock);
    check(room.line.isEmpty() || !closed, "room %s is closed, and some wait", room.name);
    check(room.line.isEmpty() || !seat, "room %s has a seat, and some wait", room.name);
  }

  private static void checkSettled(ModelPool pool) {
    boolean idle = !pool.queue.isEmpty() && pool.hasFreeSlot();
    check(!idle, "pool %s has a free slot, and queries wait", pool.name);
  }

  /** What the command itself comes to: exactly what the design says. */
  private void decision(@Nullable Command command) {
    for (Event expected : expectations.of(command, rest.peek())) {
      if (expected instanceof CommandRefused refusal) {
        takeRefusal(refusal);
      } else {
        take(expected);
      }
    }
  }

  private void takeRefusal(CommandRefused expected) {
    check(
        rest.poll() instanceof CommandRefused found && isSame(expected, found),
        "expected %s",
        expected);
    applied++;
  }

  private static boolean isSame(CommandRefused expected, CommandRefused found) {
    boolean names =
        expected.userKey() == null && expected.queryId() == null
            || found.equals(
                new CommandRefused(
                    expected.command(),
                    expected.reason(),
                    found.message(),
                    expected.room(),
                    expected.userKey(),
                    expected.sessionId(),
                    expected.queryId()));
    return names
        && found.command().equals(expected.command())
        && found.reason() == expected.reason()
        && found.message().matches("(?s)Expected .+, but .+");
  }

  private void standAt(SimulatedLog.Entry entry) {
    model.offset = entry.offset();
    model.chain = entry.chain();
  }

  private void take(Event expected) {
    Event found = rest.poll();
    check(expected.equals(found), "expected %s, but found %s", expected, found);
    standAt(Check.found("entry", expected, at));
    model.apply(expected);
    applied++;
  }
}
