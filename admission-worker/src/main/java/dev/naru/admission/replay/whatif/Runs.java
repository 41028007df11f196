package dev.naru.admission.replay.whatif;

import dev.naru.admission.state.RoomsView;
import dev.naru.model.QueryState;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryStarted;
import dev.naru.model.event.SlotFreed;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How long queries were on their slots in a recorded span, and usually are. */
final class Runs {
  private final Map<UUID, Run> runs = new HashMap<>();
  private final SlotWatch slots =
      new SlotWatch((queryId, pool, slot, at) -> runs.put(queryId, new Run(pool, at)));
  private final Map<String, Distribution> delays = new HashMap<>();
  private final Map<String, Distribution> lengths = new HashMap<>();

  /**
   * @param state as it stood where the span begins
   */
  Runs(RoomsView state) {
    slots.begin(state);
  }

  /** Takes the next event of the span. */
  void add(Envelope envelope) {
    slots.add(envelope);
    long at = envelope.clock();
    long order = envelope.offset();
    switch (envelope.event()) {
      case QueryStarted it -> run(it.queryId(), it.pool(), at).started(at, order);
      case QueryFinished it -> ended(it.queryId(), it.pool(), it.outcome(), at, order);
      case SlotFreed it -> ended(it.queryId(), it.pool(), QueryState.CANCELLED, at, order);
      default -> {}
    }
  }

  private Run run(UUID id, String pool, long at) {
    return runs.computeIfAbsent(id, it -> new Run(pool, at));
  }

  private void ended(UUID queryId, String pool, QueryState outcome, long at, long order) {
    Run run = run(queryId, pool, at);
    run.ended(outcome, at, order);
    if (run.startedAt() >= 0) {
      add(delays, pool, run.startedAt() - run.readyAt());
      add(lengths, pool, at - run.startedAt());
    }
  }

  private static void add(Map<String, Distribution> map, String name, long value) {
    map.computeIfAbsent(name, it -> new Distribution()).add(value);
  }

  /** Null for a query that no slot worked on. */
  @Nullable Run of(UUID queryId) {
    return runs.get(queryId);
  }

  /** From being ready on the slot to the start, in ms. */
  OptionalLong medianDelay(String pool) {
    return median(delays, pool);
  }

  /** From the start to the end, in ms. */
  OptionalLong medianLength(String pool) {
    return median(lengths, pool);
  }

  private static OptionalLong median(Map<String, Distribution> map, String name) {
    Distribution values = map.get(name);
    return values == null ? OptionalLong.empty() : values.median();
  }
}
