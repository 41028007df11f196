package dev.naru.admission.replay.whatif;

import dev.naru.admission.state.QueryView;
import dev.naru.admission.state.RoomsView;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.QueryAssigned;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.SlotFreed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Follows what lies on each slot, and says when a query is the one that the slot works on. */
final class SlotWatch {
  private final Map<String, Map<Integer, Deque<UUID>>> pools = new HashMap<>();
  private final Ready ready;

  /** Is told that a slot has nothing else to do than this query. */
  interface Ready {
    void ready(UUID queryId, String pool, int slot, long at);
  }

  SlotWatch(Ready ready) {
    this.ready = ready;
  }

  /** Takes what lies on the slots already, as if it had come there at the state's clock. */
  void begin(RoomsView state) {
    List<QueryView> assigned = new ArrayList<>();
    for (UUID id : state.queryIds()) {
      QueryView query = state.query(id);
      if (query != null && query.slot() >= 0 && query.id().equals(id)) {
        assigned.add(query);
      }
    }
    // the oldest is assigned first, so this is their order on the slot too
    assigned.sort(Comparator.comparingLong(QueryView::order));
    for (QueryView query : assigned) {
      assigned(query.id(), query.pool(), query.slot(), state.clock());
    }
  }

  void add(Envelope envelope) {
    long at = envelope.clock();
    if (envelope.event() instanceof QueryAssigned it) {
      assigned(it.queryId(), it.pool(), it.slot(), at);
    } else if (envelope.event() instanceof QueryFinished it) {
      freed(it.pool(), it.slot(), at);
    } else if (envelope.event() instanceof SlotFreed it) {
      freed(it.pool(), it.slot(), at);
    }
  }

  private void assigned(UUID queryId, String pool, int slot, long at) {
    Deque<UUID> held = slot(pool, slot);
    held.addLast(queryId);
    if (held.size() == 1) {
      ready.ready(queryId, pool, slot, at);
    }
  }

  private void freed(String pool, int slot, long at) {
    Deque<UUID> held = slot(pool, slot);
    held.pollFirst();
    UUID next = held.peekFirst();
    if (next != null) {
      ready.ready(next, pool, slot, at);
    }
  }

  private Deque<UUID> slot(String pool, int slot) {
    return pools
        .computeIfAbsent(pool, name -> new HashMap<>())
        .computeIfAbsent(slot, number -> new ArrayDeque<>(1));
  }
}
