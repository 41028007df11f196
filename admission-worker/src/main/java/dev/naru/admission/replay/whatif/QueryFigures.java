package dev.naru.admission.replay.whatif;

import dev.naru.admission.state.PoolView;
import dev.naru.admission.state.QueryView;
import dev.naru.admission.state.RoomsView;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.PoolConfigured;
import dev.naru.model.event.QueryAssigned;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryQueued;
import dev.naru.model.event.QueryTimedOut;
import dev.naru.model.event.SlotFreed;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Counts how the queries of a span go. */
final class QueryFigures {
  private final SettingsChanges scope;
  private final Series busy;
  private final Distribution queued = new Distribution();
  private final Map<UUID, Long> submittedAt = new HashMap<>();
  private final Map<String, Integer> slots = new HashMap<>();
  private final Map<String, Integer> held = new HashMap<>();
  private long finished;
  private long clock;

  // slot times time, in ms
  private double usedMillis;
  private double givenMillis;

  QueryFigures(RoomsView state, long begin, SettingsChanges scope) {
    this.scope = scope;
    this.clock = begin;
    this.busy = new Series(begin, true);
    for (PoolView pool : state.pools()) {
      configured(pool.name(), pool.settings().slots());
    }
    for (UUID id : state.queryIds()) {
      QueryView query = state.query(id);
      if (query != null && query.id().equals(id)) {
        submitted(id, query.room(), query.pool(), query.submittedAt());
        if (query.slot() >= 0) {
          submittedAt.remove(id);
          hold(query.pool(), 1);
        }
      }
    }
  }

  void add(Envelope envelope) {
    pass(envelope.clock());
    switch (envelope.event()) {
      case PoolConfigured it -> configured(it.pool(), it.settings().slots());
      case QueryQueued it -> submitted(it.queryId(), it.room(), it.pool(), envelope.clock());
      case QueryAssigned it -> assigned(it);
      case QueryCancelled it -> submittedAt.remove(it.queryId());
      case QueryTimedOut it -> submittedAt.remove(it.queryId());
      case QueryFinished it -> {
        finished += scope.isAboutPool(it.pool()) ? 1 : 0;
        hold(it.pool(), -1);
      }
      case SlotFreed it -> hold(it.pool(), -1);
      default -> {}
    }
  }

  private void configured(String pool, int newSlots) {
    if (scope.isAboutPool(pool)) {
      slots.put(pool, newSlots);
    }
  }

  private void submitted(UUID id, String room, String pool, long at) {
    if (scope.isAbout(room) && scope.isAboutPool(pool)) {
      submittedAt.put(id, at);
    }
  }

  private void assigned(QueryAssigned event) {
    Long since = submittedAt.remove(event.queryId());
    if (since != null) {
      queued.add(clock - since);
    }
    hold(event.pool(), 1);
  }

  private void hold(String pool, int more) {
    if (scope.isAboutPool(pool)) {
      held.merge(pool, more, Integer::sum);
      busy.add(clock, sumOfBusy());
    }
  }

  /** A slot that was prefetched to is no busier than one that runs. */
  private int sumOfBusy() {
    int sum = 0;
    for (Map.Entry<String, Integer> pool : held.entrySet()) {
      sum += Math.min(pool.getValue(), slots.getOrDefault(pool.getKey(), 0));
    }
    return sum;
  }

  private void pass(long now) {
    if (now > clock) {
      long passed = now - clock;
      usedMillis += (double) passed * sumOfBusy();
      givenMillis += (double) passed * slots.values().stream().mapToInt(Integer::intValue).sum();
      clock = now;
    }
  }

  Series busy() {
    return busy;
  }

  Outcome.Queries outcome(long end) {
    pass(end);
    busy.goTo(end);
    return new Outcome.Queries(
        finished,
        new Outcome.QueueWaits(queued.seconds(50), queued.seconds(95)),
        givenMillis == 0 ? 0 : Math.round(1_000 * usedMillis / givenMillis) / 1_000.0);
  }
}
