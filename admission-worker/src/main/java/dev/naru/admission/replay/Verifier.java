package dev.naru.admission.replay;

import dev.naru.admission.loop.CommandProcessor;
import dev.naru.admission.state.RoomsState;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.TermBegan;
import dev.naru.model.wire.HashChain;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides the recorded commands of one partition again, from the first, and compares each event
 * with the recorded one: place, clock, chain and content. Pure but for what it is given to read.
 */
final class Verifier {
  private final HashChain hashChain = new HashChain();
  private final RoomsState state = new RoomsState();
  private final Deque<Envelope> decided = new ArrayDeque<>();
  private final CommandProcessor processor = new CommandProcessor(state, decided::add);
  private final Fairness fairness = new Fairness();
  private final Set<String> versions = new LinkedHashSet<>();
  private final Iterator<Envelope> recorded;
  private @Nullable Envelope next;
  private long commands;
  private long events;

  /**
   * @param recorded all events of the partition, from the first
   */
  Verifier(Iterator<Envelope> recorded) {
    this.recorded = recorded;
  }

  /**
   * Compares until the recorded events come to their end: commands after that are not decided yet.
   *
   * @param log the commands of the partition, from the first
   * @param progress is given the offset of each command that was compared
   */
  Verification verify(Iterator<RecordedCommand> log, LongConsumer progress) {
    advance();
    Difference difference = null;
    while (difference == null && next != null && log.hasNext()) {
      RecordedCommand command = log.next();
      String chain = hashChain.next(state.chain(), command.value());
      processor.process(command.command(), command.offset(), command.timestamp(), chain);
      commands++;
      difference = compare();
      progress.accept(command.offset());
    }
    if (difference == null && next != null) {
      difference = new Difference(next.offset(), next.index(), next, null);
    }
    return new Verification(
        difference == null, commands, events, versions, difference, fairness.findings(), state);
  }

  private @Nullable Difference compare() {
    for (Envelope mine = decided.poll(); mine != null; mine = decided.poll()) {
      if (!mine.equals(next)) {
        return new Difference(mine.offset(), mine.index(), next, mine);
      }
      fairness.add(mine.event());
      events++;
      advance();
    }
    return null;
  }

  /** Goes to the next event that a command caused. */
  private void advance() {
    next = null;
    while (next == null && recorded.hasNext()) {
      Envelope envelope = recorded.next();
      if (envelope.event() instanceof TermBegan began) {
        versions.add(began.softwareVersion());
      } else {
        next = envelope;
      }
    }
  }

  /**
   * Where the record and the replay part.
   *
   * @param recorded null if the record ends before
   * @param decided null if nothing was decided there
   */
  record Difference(
      long offset, int index, @Nullable Envelope recorded, @Nullable Envelope decided) {}

  /**
   * What came out.
   *
   * @param versions of the software that decided, in their order: a difference where they change
   *     may be a change of the rules
   * @param state as the commands left it
   */
  record Verification(
      boolean equal,
      long commands,
      long events,
      Set<String> versions,
      @Nullable Difference difference,
      Fairness.Findings fairness,
      RoomsState state) {}
}
