package dev.naru.chaos;

import dev.naru.model.EndReason;
import dev.naru.model.command.Command;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.RequestSession;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Event;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionMatched;
import dev.naru.model.event.SessionMoved;
import dev.naru.model.event.SessionQueued;
import dev.naru.model.event.SessionsDrawn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The line of one room by its events: who waits, who is active, and who is neither any more. */
final class LineLedger {
  private final int capacity;
  private final Consumer<String> broken;
  private final Set<UUID> decided = new HashSet<>();
  private final Map<UUID, UUID> aliases = new HashMap<>();
  private final Set<String> users = new HashSet<>();
  private final Set<UUID> waiting = new LinkedHashSet<>();
  private final Set<UUID> active = new HashSet<>();
  private long lastTicket;

  LineLedger(int capacity, Consumer<String> broken) {
    this.capacity = capacity;
    this.broken = broken;
  }

  /**
   * @param cause the command at whose offset the event stands; null if none
   */
  void add(Event event, @Nullable Command cause) {
    if (event instanceof SessionQueued e) {
      queued(e);
      requested(e.sessionId(), cause);
    } else if (event instanceof SessionMatched e) {
      aliases.put(e.sessionId(), e.liveSessionId());
      requested(e.sessionId(), cause);
    } else if (event instanceof SessionsDrawn e) {
      drawn(e);
    } else if (event instanceof SessionMoved e) {
      moved(e);
    } else if (event instanceof SessionAdmitted e) {
      admitted(e.sessionId());
    } else if (event instanceof SessionEnded e) {
      ended(e, cause);
    } else if (event instanceof CommandRefused e && cause instanceof RequestSession request) {
      broken.accept("the join of %s was refused: %s".formatted(request.userKey(), e.message()));
      requested(request.sessionId(), cause);
    }
  }

  private void requested(UUID id, @Nullable Command cause) {
    if (!(cause instanceof RequestSession request) || !request.sessionId().equals(id)) {
      broken.accept("session %s was decided for another command: %s".formatted(id, cause));
    }
    if (!decided.add(id)) {
      broken.accept("the join of session %s was decided twice".formatted(id));
    }
  }

  private void queued(SessionQueued e) {
    if (!users.add(e.userKey())) {
      broken.accept(e.userKey() + " was queued twice");
    }
    if (e.ticket() <= lastTicket) {
      broken.accept("ticket %d was given after %d".formatted(e.ticket(), lastTicket));
    }
    lastTicket = e.ticket();
    waiting.add(e.sessionId());
  }

  /** All who wait are drawn, some at a time: each goes behind those who were drawn before. */
  private void drawn(SessionsDrawn e) {
    for (UUID id : e.sessionIds()) {
      if (!waiting.remove(id)) {
        broken.accept("session %s was drawn, but did not wait".formatted(id));
      }
      waiting.add(id);
    }
    lastTicket = e.firstTicket() + e.sessionIds().size() - 1;
  }

  private void moved(SessionMoved e) {
    if (!waiting.remove(e.sessionId())) {
      broken.accept("session %s was moved, but did not wait".formatted(e.sessionId()));
    }
    List<UUID> line = new ArrayList<>(waiting);
    line.add(Math.min(e.to() - 1, line.size()), e.sessionId());
    waiting.clear();
    waiting.addAll(line);
  }

  private void admitted(UUID id) {
    UUID first = waiting.stream().findFirst().orElse(null);
    if (!id.equals(first)) {
      broken.accept("session %s was admitted, but first in line was %s".formatted(id, first));
    }
    waiting.remove(id);
    active.add(id);
    if (active.size() > capacity) {
      broken.accept("%d were active".formatted(active.size()));
    }
  }

  private void ended(SessionEnded e, @Nullable Command cause) {
    if (!waiting.remove(e.sessionId()) && !active.remove(e.sessionId())) {
      broken.accept("session %s ended, but was not there".formatted(e.sessionId()));
    }
    boolean wanted =
        cause instanceof LeaveSession leave && live(leave.sessionId()).equals(e.sessionId());
    if (e.reason() != EndReason.LEFT || !wanted) {
      broken.accept(
          "%s ended as %s by %s, which nobody wanted".formatted(e.sessionId(), e.reason(), cause));
    }
  }

  /** The session that the id stands for. */
  UUID live(UUID id) {
    return aliases.getOrDefault(id, id);
  }

  boolean isDecided(UUID id) {
    return decided.contains(id);
  }

  List<String> unfinished() {
    List<String> found = new ArrayList<>();
    waiting.forEach(id -> found.add("session " + id + " still waits"));
    active.forEach(id -> found.add("session " + id + " is still active"));
    return found;
  }
}
