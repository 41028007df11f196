package dev.naru.admission.sim;

import dev.naru.admission.state.RoomsView;
import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.command.Command;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.command.StartQuery;
import dev.naru.model.command.Tick;
import dev.naru.model.event.Event;
import dev.naru.model.event.QueryAssigned;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.SlotFreed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;

/** The query workers as the log sees them: they drive what lies on their slots to an end. */
final class RandomWorker {
  private static final List<QueryState> OUTCOMES =
      List.of(QueryState.SUCCEEDED, QueryState.FAILED, QueryState.TIMED_OUT, QueryState.CANCELLED);

  private final SplittableRandom random;

  /** What each slot's partition holds, the first is worked on. */
  private final Map<String, Deque<QueryAssigned>> partitions = new TreeMap<>();

  RandomWorker(SplittableRandom random) {
    this.random = random;
  }

  void saw(Event event) {
    switch (event) {
      case QueryAssigned e ->
          partitions.computeIfAbsent(e.pool() + e.slot(), name -> new ArrayDeque<>()).addLast(e);
      case QueryFinished e -> done(e.pool() + e.slot());
      case SlotFreed e -> done(e.pool() + e.slot());
      default -> {}
    }
  }

  private void done(String partition) {
    if (partitions.get(partition).size() == 1) {
      partitions.remove(partition);
    } else {
      partitions.get(partition).removeFirst();
    }
  }

  /** The next step of a slot that has work. */
  Command right(Choices choices, RoomsView state) {
    if (partitions.isEmpty()) {
      return new Tick();
    }
    QueryAssigned work = choices.oneOf(List.copyOf(partitions.values())).getFirst();
    var query = state.query(work.queryId());
    int attempt = query == null ? 0 : query.attempt();
    return choices.oneIn(3)
        ? new StartQuery(work.queryId(), work.pool(), work.slot(), attempt + 1, "w")
        : finish(choices, work.queryId(), work.pool(), work.slot(), attempt);
  }

  /** A report that is too late, or of the wrong slot, or of a query that never was. */
  Command wrong(Choices choices, UUID queryId) {
    int slot = random.nextInt(-1, 5);
    String pool = choices.oneIn(5) ? "nowhere" : choices.pool();
    return choices.oneIn(2)
        ? new StartQuery(queryId, pool, slot, random.nextInt(3), "w")
        : finish(choices, queryId, pool, slot, random.nextInt(3));
  }

  private static Command finish(Choices choices, UUID queryId, String pool, int slot, int attempt) {
    QueryState outcome = choices.oneOf(OUTCOMES);
    boolean good = outcome == QueryState.SUCCEEDED;
    RawJson result = good ? choices.payload() : null;
    RawJson error = good ? null : new RawJson("{\"title\":\"no\"}");
    return new FinishQuery(queryId, pool, slot, attempt, outcome, result, error);
  }
}
