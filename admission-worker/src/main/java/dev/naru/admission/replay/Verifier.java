package dev.naru.admission.replay;

import dev.naru.admission.loop.CommandProcessor;
import dev.naru.admission.replay.log.RecordedCommand;
import dev.naru.admission.state.RoomsState;
import dev.naru.model.event.Envelope;
import dev.naru.model.wire.HashChain;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides the recorded commands of a span again, and compares each event with the recorded one:
 * place, clock, chain and content. What came before the span is evolved from the recorded events.
 * Pure but for what it is given to read.
 */
final class Verifier {
  private final HashChain hashChain = new HashChain();
  private final RoomsState state;
  private final Deque<Envelope> decided = new ArrayDeque<>();
  private final CommandProcessor processor;
  private final Fairness fairness = new Fairness();
  private final RecordedEvents recorded;
  private @Nullable Difference difference;
  private long commands;
  private long events;

  /**
   * @param begun the state before the recorded events
   * @param recorded all events of the partition that are not in that state
   * @param from offset of the first command that is decided again
   */
  Verifier(RoomsState begun, Iterator<Envelope> recorded, long from) {
    this.state = begun;
    this.processor = new CommandProcessor(state, decided::add);
    fairness.stand(state);
    this.recorded = new RecordedEvents(recorded);
    this.recorded.evolveTo(from, state, fairness::add);
    fairness.begin();
  }

  /**
   * Compares until the recorded events come to their end: commands after that are not decided yet.
   * May be called again when both have grown.
   *
   * @param log the commands of the partition, from where the last ones ended
   * @param progress is given how many commands were compared
   */
  void verify(Iterator<RecordedCommand> log, LongConsumer progress) {
    while (difference == null && recorded.peek() != null && log.hasNext()) {
      RecordedCommand command = log.next();
      String chain = hashChain.next(state.chain(), command.value());
      processor.process(command.command(), command.offset(), command.timestamp(), chain);
      commands++;
      difference = compare();
      progress.accept(commands);
    }
  }

  /** Takes an event whose command comes before the given end, but was not found, for missing. */
  void expectNothingBefore(long end) {
    Envelope next = recorded.peek();
    if (difference == null && next != null && next.offset() < end) {
      difference = new Difference(next.offset(), next.index(), next, null);
    }
  }

  private @Nullable Difference compare() {
    for (Envelope mine = decided.poll(); mine != null; mine = decided.poll()) {
      Envelope next = recorded.peek();
      if (!mine.equals(next)) {
        return new Difference(mine.offset(), mine.index(), next, mine);
      }
      fairness.add(mine);
      events++;
      recorded.advance();
    }
    return null;
  }

  RoomsState state() {
    return state;
  }

  Verification verification() {
    return new Verification(
        commands, events, recorded.versions(), difference, FairnessReport.of(fairness));
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
   */
  record Verification(
      long commands,
      long events,
      Set<String> versions,
      @Nullable Difference difference,
      FairnessReport fairness) {
    boolean equal() {
      return difference == null;
    }
  }
}
