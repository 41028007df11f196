package dev.naru.admission.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What each slot of a pool holds, in order: the first runs, the others were prefetched. */
final class Slots {
  private final List<Deque<Query>> held = new ArrayList<>();

  /** At index n: the slots that hold n queries. */
  private final List<BitSet> byLoad = new ArrayList<>(List.of(new BitSet()));

  void growTo(int slots) {
    while (held.size() < slots) {
      byLoad.getFirst().set(held.size());
      held.add(new ArrayDeque<>(1));
    }
  }

  int size() {
    return held.size();
  }

  int busy() {
    return held.size() - byLoad.getFirst().cardinality();
  }

  /** The least loaded slot below {@code slots} that holds fewer than {@code prefetch}. */
  OptionalInt free(int slots, int prefetch) {
    for (int load = 0; load < Math.min(prefetch, byLoad.size()); load++) {
      int slot = byLoad.get(load).nextSetBit(0);
      if (slot >= 0 && slot < slots) {
        return OptionalInt.of(slot);
      }
    }
    return OptionalInt.empty();
  }

  void add(int slot, Query query) {
    Deque<Query> queries = held.get(slot);
    queries.addLast(query);
    moved(slot, queries.size() - 1, queries.size());
  }

  void removeCurrent(int slot, Query query) {
    Deque<Query> queries = held.get(slot);
    if (queries.peekFirst() != query) {
      throw new IllegalStateException(
          "Expected slot " + slot + " to work on query '" + query.id() + "'");
    }
    queries.removeFirst();
    moved(slot, queries.size() + 1, queries.size());
  }

  @Nullable Query current(int slot) {
    return slot < 0 || slot >= held.size() ? null : held.get(slot).peekFirst();
  }

  List<Query> held(int slot) {
    return List.copyOf(held.get(slot));
  }

  private void moved(int slot, int from, int to) {
    while (byLoad.size() <= to) {
      byLoad.add(new BitSet());
    }
    byLoad.get(from).clear(slot);
    byLoad.get(to).set(slot);
  }
}
