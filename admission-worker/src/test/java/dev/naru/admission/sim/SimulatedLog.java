package dev.naru.admission.sim;

import dev.naru.model.command.Command;
import dev.naru.model.wire.HashChain;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log of commands in memory: bytes, log times and the running hash. */
final class SimulatedLog {
  private final HashChain hashChain = new HashChain();
  private final List<Entry> entries = new ArrayList<>();

  /** One record: bytes, null for none, and the command in them, null if nobody can read it. */
  record Entry(
      long offset,
      long timestamp,
      byte @Nullable [] value,
      @Nullable Command command,
      String chain) {}

  Entry append(byte @Nullable [] value, long timestamp) {
    String previous = entries.isEmpty() ? HashChain.GENESIS : entries.getLast().chain();
    String chain = hashChain.next(previous, value);
    Entry entry = new Entry(entries.size(), timestamp, value, Machine.command(value), chain);
    entries.add(entry);
    return entry;
  }

  /** The records from an offset to the end. */
  List<Entry> from(long offset) {
    return entries.subList((int) offset, entries.size());
  }
}
