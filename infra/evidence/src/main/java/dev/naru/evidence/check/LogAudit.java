package dev.naru.evidence.check;

import dev.naru.model.EndReason;
import dev.naru.model.event.Event;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryStarted;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionMoved;
import dev.naru.model.event.SessionQueued;
import dev.naru.model.event.SlotFreed;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Follows the events of one room, in their order, from a time when it was empty: what no answer to
 * a user can hide.
 */
public final class LogAudit {
  private final String room;
  private final Set<UUID> waiting = new HashSet<>();
  private final Set<UUID> active = new HashSet<>();
  private final Set<UUID> running = new HashSet<>();

  /** By an operator: they have no turn. */
  private final Set<UUID> moved = new HashSet<>();

  private final Map<EndReason, Integer> ended = new EnumMap<>(EndReason.class);
  private long lastAdmitted;
  private int inversions;
  private int queued;
  private int mostActive;
  private int mostRunning;

  public LogAudit(String room) {
    this.room = room;
  }

  /** Takes the next event. */
  public void add(Event event) {
    if (event instanceof SessionQueued e && e.room().equals(room)) {
      waiting.add(e.sessionId());
      queued++;
    } else if (event instanceof SessionMoved e && e.room().equals(room)) {
      moved.add(e.sessionId());
    } else if (event instanceof SessionAdmitted e && e.room().equals(room)) {
      admitted(e);
    } else if (event instanceof SessionEnded e && e.room().equals(room)) {
      waiting.remove(e.sessionId());
      active.remove(e.sessionId());
      ended.merge(e.reason(), 1, Integer::sum);
    } else if (event instanceof QueryStarted e) {
      running.add(e.queryId());
      mostRunning = Math.max(mostRunning, running.size());
    } else if (event instanceof QueryFinished e) {
      running.remove(e.queryId());
    } else if (event instanceof SlotFreed e) {
      running.remove(e.queryId());
    }
  }

  private void admitted(SessionAdmitted e) {
    waiting.remove(e.sessionId());
    active.add(e.sessionId());
    mostActive = Math.max(mostActive, active.size());
    if (moved.contains(e.sessionId())) {
      return;
    }
    if (e.ticket() <= lastAdmitted) {
      inversions++;
    }
    lastAdmitted = Math.max(lastAdmitted, e.ticket());
  }

  /**
   * @param joined how many sessions there must be
   */
  public List<Check> sessionChecks(int joined, int capacity) {
    List<Check> checks = new ArrayList<>();
    checks.add(Check.equal("log: sessions queued", joined, queued));
    checks.add(Check.atMost("log: active at any time", capacity, mostActive));
    checks.add(Check.equal("log: admissions out of the order of tickets", 0, inversions));
    checks.add(Check.equal("log: how sessions ended", Map.of(EndReason.LEFT, joined), ended));
    checks.add(
        Check.equal(
            "log: neither admitted nor ended, or not ended", 0, waiting.size() + active.size()));
    return checks;
  }

  /** What the log says of queries; the slots must have been full at some time to prove anything. */
  public List<Check> queryChecks(int slots) {
    return List.of(
        Check.equal("log: most queries running at once", slots, mostRunning),
        Check.equal("log: queries still running", 0, running.size()));
  }
}
