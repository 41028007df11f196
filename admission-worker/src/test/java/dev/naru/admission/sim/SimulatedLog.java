package dev.naru.admission.sim;

import dev.naru.model.wire.HashChain;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log of commands in memory: bytes, log times and the running hash. */
final class SimulatedLog {
  private final HashChain hashChain = new HashChain();
  private final List<Entry> entries = new ArrayList<>();

  /** One record; the value is null for a record without one. */
  record Entry(long offset, long timestamp, byte @Nullable [] value, String chain) {}

  Entry append(byte @Nullable [] value, long timestamp) {
    String previous = entries.isEmpty() ? HashChain.GENESIS : entries.getLast().chain();
    Entry entry = new Entry(entries.size(), timestamp, value, hashChain.next(previous, value));
    entries.add(entry);
    return entry;
  }

  /** The records from an offset to the end. */
  List<Entry> from(long offset) {
    return entries.subList((int) offset, entries.size());
  }
}
