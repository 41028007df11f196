package dev.naru.chaos;

import dev.naru.model.command.CancelQuery;
import dev.naru.model.command.Command;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.TermBegan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Commands and events of a log, and what they prove: each command is decided once, in the order of
 * the log. {@link LineLedger} and {@link SlotLedger} say what sessions and queries prove.
 */
final class Ledger {
  private final List<String> broken = new ArrayList<>();
  private final TreeMap<Long, Command> undecided = new TreeMap<>();
  private final Map<UUID, Integer> asked = new HashMap<>();
  private final Map<UUID, Integer> ended = new HashMap<>();
  private final LineLedger line;
  private final SlotLedger slots;
  private @Nullable Command cause;
  private long lastOffset = -1;
  private int lastIndex;

  Ledger(int capacity, int slots) {
    this.line = new LineLedger(capacity, broken::add);
    this.slots = new SlotLedger(slots, broken::add);
  }

  void command(long offset, Command command) {
    undecided.put(offset, command);
    if (command instanceof RequestSession c) {
      asked.merge(c.sessionId(), 1, Integer::sum);
    } else if (command instanceof SubmitQuery c) {
      asked.merge(c.queryId(), 1, Integer::sum);
    } else if (command instanceof LeaveSession c) {
      ended.merge(c.sessionId(), 1, Integer::sum);
    } else if (command instanceof CancelQuery c) {
      ended.merge(c.queryId(), 1, Integer::sum);
    }
  }

  void event(Envelope envelope) {
    if (envelope.event() instanceof TermBegan) {
      if (envelope.offset() != lastOffset) {
        broken.add("a term began at %d after %d".formatted(envelope.offset(), lastOffset));
      }
      return;
    }
    order(envelope.offset(), envelope.index());
    line.add(envelope.event(), cause);
    slots.add(envelope.event(), cause);
  }

  private void order(long offset, int index) {
    if (index > 0) {
      if (offset != lastOffset || index != lastIndex + 1) {
        misplaced(offset, index);
      }
    } else {
      Map.Entry<Long, Command> next = undecided.firstEntry();
      if (next == null || next.getKey() != offset) {
        misplaced(offset, index);
      }
      cause = undecided.remove(offset);
    }
    lastOffset = offset;
    lastIndex = index;
  }

  private void misplaced(long offset, int index) {
    broken.add(
        "event %d-%d came after %d-%d, and the next command to decide was %s"
            .formatted(offset, index, lastOffset, lastIndex, undecided.firstEntry()));
  }

  /** What contradicts an invariant since this was asked last; empty if all is well. */
  List<String> takeBroken() {
    List<String> taken = List.copyOf(broken);
    broken.clear();
    return taken;
  }

  /** What is not over where the log ends: commands, sessions, queries and slots. */
  List<String> unfinished() {
    List<String> found = new ArrayList<>(line.unfinished());
    found.addAll(slots.unfinished());
    undecided.forEach((offset, it) -> found.add("command " + offset + " is undecided: " + it));
    return found;
  }

  /** How often the request that proposed this id is in the log. */
  int timesAsked(UUID id) {
    return asked.getOrDefault(id, 0);
  }

  /** Whether the log has the wish to end the session or query, by this id or its live one. */
  boolean hasWishToEnd(UUID id) {
    return ended.containsKey(id)
        || ended.containsKey(line.live(id))
        || ended.containsKey(slots.live(id));
  }

  LineLedger line() {
    return line;
  }

  SlotLedger slots() {
    return slots;
  }
}
