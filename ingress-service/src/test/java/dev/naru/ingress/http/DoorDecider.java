package dev.naru.ingress.http;

import dev.naru.ingress.follow.Signals;
import dev.naru.ingress.view.QueryRecord;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.QueryState;
import dev.naru.model.SessionState;
import dev.naru.model.command.CancelQuery;
import dev.naru.model.command.Command;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.SubmitQuery;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides what calls of the OpenAI door ask for, in the fake view, as a test wants it. */
final class DoorDecider {
  private final HttpDoor door;
  private final Signals signals;
  volatile SessionState admitsAs = SessionState.ACTIVE;
  volatile QueryState answersAs = QueryState.SUCCEEDED;
  volatile String result = "\"well\"";
  volatile @Nullable String error;

  DoorDecider(HttpDoor door) {
    this.door = door;
    this.signals = door.context.getBean(Signals.class);
    door.log.decider = this::decide;
  }

  private void decide(Command command, long offset) {
    switch (command) {
      case RequestSession request -> session(request.sessionId(), admitsAs, null);
      case LeaveSession leave -> session(leave.sessionId(), SessionState.ENDED, "LEFT");
      case SubmitQuery submit -> query(submit.queryId(), submit.sessionId(), answersAs);
      case CancelQuery cancel -> query(cancel.queryId(), cancel.sessionId(), QueryState.CANCELLED);
      default -> {}
    }
    door.shown(offset);
  }

  /** Shows a session from now on in that state. */
  void session(UUID id, SessionState state, @Nullable String endedReason) {
    Long position = state == SessionState.WAITING ? Long.valueOf(3) : null;
    String admissions = state == SessionState.WAITING ? "" : null;
    door.view.session(
        new SessionRecord(
            id, "lobby", state, 7L, position, null, null, null, endedReason, null, admissions));
    signals.changed(id, Long.MAX_VALUE);
  }

  /** Shows a query from now on in that state. */
  void query(UUID id, UUID session, QueryState state) {
    boolean over = state.isTerminal();
    Instant started = state == QueryState.QUEUED ? null : Instant.EPOCH;
    door.view.query(
        new QueryRecord(
            id,
            session,
            "default",
            state,
            over ? null : state == QueryState.QUEUED ? Long.valueOf(4) : Long.valueOf(0),
            started == null ? 0 : 1,
            Instant.EPOCH,
            started,
            over ? Instant.ofEpochMilli(120) : null,
            state == QueryState.SUCCEEDED ? result : null,
            error));
    signals.changed(id, Long.MAX_VALUE);
  }

  /** Commands of that kind that the log has. */
  <T extends Command> java.util.List<T> commands(Class<T> kind) {
    return door.log.commands.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
