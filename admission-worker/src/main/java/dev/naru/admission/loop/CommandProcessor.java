package dev.naru.admission.loop;

import dev.naru.admission.decide.Decider;
import dev.naru.admission.state.Evolver;
import dev.naru.admission.state.RoomsState;
import dev.naru.model.command.Command;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.Event;
import dev.naru.model.event.TimePassed;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes one command through {@link Decider} and {@link Evolver}, step by step. Pure but for the
 * state that it is given: the live loop, replay, simulation and benchmarks all run this.
 */
public final class CommandProcessor {
  private final Decider decider = new Decider();
  private final Evolver evolver = new Evolver();
  private final RoomsState state;
  private final Consumer<Envelope> beforeEvolving;

  // where the command in hand stands
  private long offset;
  private long clock;
  private String chain = "";
  private int index;

  /**
   * @param state what the commands change
   * @param beforeEvolving is given each event while the state is still as it was before that event
   */
  public CommandProcessor(RoomsState state, Consumer<Envelope> beforeEvolving) {
    this.state = state;
    this.beforeEvolving = beforeEvolving;
  }

  /**
   * Decides one record of the log and evolves the state by what it comes to: one event or more.
   *
   * @param command what the record holds; null if nobody can read it
   * @param newOffset the record's offset
   * @param timestamp the record's time in the log, ms since 1970
   * @param newChain the log's running hash, the record included
   */
  public void process(@Nullable Command command, long newOffset, long timestamp, String newChain) {
    offset = newOffset;
    clock = Math.max(state.clock(), timestamp);
    chain = newChain;
    index = 0;
    apply(decider.due(state, command, clock));
    settle();
    apply(command == null ? decider.refuseUnreadable() : decider.decide(state, command, clock));
    settle();
    if (index == 0) {
      apply(List.of(new TimePassed()));
    }
  }

  private void settle() {
    List<Event> step;
    do {
      step = decider.settle(state, clock, Math.max(0, Decider.MOST_AT_ONCE - index));
      apply(step);
    } while (!step.isEmpty());
  }

  private void apply(List<Event> events) {
    for (Event event : events) {
      Envelope envelope = new Envelope(offset, index++, clock, chain, event);
      beforeEvolving.accept(envelope);
      evolver.evolve(state, envelope);
    }
  }
}
