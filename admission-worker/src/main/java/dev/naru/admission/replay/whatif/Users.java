package dev.naru.admission.replay.whatif;

import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.SessionView;
import dev.naru.model.EndReason;
import dev.naru.model.SessionState;
import dev.naru.model.command.Command;
import dev.naru.model.command.ExpireSessions;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.SessionAdmitted;
import java.util.List;
import java.util.UUID;
import java.util.function.ObjLongConsumer;

/**
 * Makes users do again what they did, as far from their admission as in the record; those who were
 * never admitted there stay for the room's median. Silence is a fact of its recorded time.
 */
final class Users {
  private final RoomsView state;
  private final Behaviour behaviour;
  private final Agenda agenda;
  private final ObjLongConsumer<Command> process;

  /**
   * @param process decides a command at a time
   */
  Users(RoomsView state, Behaviour behaviour, Agenda agenda, ObjLongConsumer<Command> process) {
    this.state = state;
    this.behaviour = behaviour;
    this.agenda = agenda;
    this.process = process;
  }

  void begin() {
    for (Silence silence : behaviour.silences()) {
      agenda.add(silence.firstLook(), silence.order(), () -> look(silence, silence.firstLook()));
    }
    for (UUID id : state.sessionIds()) {
      SessionView session = state.session(id);
      if (session != null && session.id().equals(id) && session.state() == SessionState.ACTIVE) {
        admitted(id, session.room().name(), session.admittedAt());
      }
    }
  }

  void saw(Envelope envelope) {
    if (envelope.event() instanceof SessionAdmitted it) {
      admitted(it.sessionId(), it.room(), envelope.clock());
    }
  }

  private void admitted(UUID id, String room, long at) {
    Visit visit = behaviour.visit(id);
    if (visit == null || !visit.isAdmitted()) {
      behaviour
          .medianStay(room)
          .ifPresent(stay -> plan(at + stay, Agenda.NOT_RECORDED, new LeaveSession(id)));
      return;
    }
    long later = at - visit.admittedAt();
    for (Visit.Act act : visit.acts()) {
      plan(act.at() + later, act.order(), act.command());
    }
    if (visit.reason() == EndReason.LEFT) {
      plan(visit.endedAt() + later, visit.endedBy(), new LeaveSession(id));
    } else if (visit.reason() == EndReason.NO_SHOW) {
      Command noShow = new ExpireSessions(room, EndReason.NO_SHOW, List.of(id));
      plan(visit.endedAt() + later, visit.endedBy(), noShow);
    }
  }

  private void plan(long at, long order, Command command) {
    agenda.add(at, order, () -> process.accept(command, at));
  }

  private void look(Silence silence, long now) {
    SessionView session = state.session(silence.sessionId());
    if (session == null || !session.id().equals(silence.sessionId())) {
      return;
    }
    boolean waits = session.state() == SessionState.WAITING;
    long dueAt = silence.dueAt(waits);
    if (dueAt > now) {
      agenda.add(dueAt, silence.order(), () -> look(silence, dueAt));
    } else if (!session.unfinishedQueries().isEmpty()) {
      // whoever waits for an answer is not idle: the silence begins with it
      long again = now + silence.idle();
      agenda.add(again, silence.order(), () -> look(silence, again));
    } else {
      EndReason reason = waits ? EndReason.ABANDONED : EndReason.IDLE;
      process.accept(new ExpireSessions(silence.room(), reason, List.of(silence.sessionId())), now);
    }
  }
}
