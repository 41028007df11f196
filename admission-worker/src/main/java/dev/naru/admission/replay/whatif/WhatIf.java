package dev.naru.admission.replay.whatif;

import dev.naru.admission.replay.log.CannotReplayException;
import dev.naru.admission.replay.log.RecordedCommand;
import dev.naru.admission.state.RoomsState;
import dev.naru.model.event.Envelope;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares a recorded span with the same one under other settings: first it is given the recorded
 * events, then the recorded commands. Recorded ticks, starts and ends of queries are made anew;
 * what users did in a session keeps its distance from their admission. Silence is known only where
 * the record ended a session by it, so under shorter time-outs the imagined ends by silence are a
 * lower bound.
 */
public final class WhatIf {
  private final SettingsChanges changes;
  private final RoomsState state;
  private final Behaviour behaviour;
  private @Nullable Figures recorded;

  /**
   * @param state as it stands where the span begins; belongs to this from now on
   */
  public WhatIf(RoomsState state, SettingsChanges changes) {
    this.state = state;
    this.changes = changes;
    this.behaviour = new Behaviour(state, changes);
  }

  /** Takes the span's next recorded event. */
  public void record(Envelope envelope) {
    figures(envelope.clock()).add(envelope);
    behaviour.add(envelope);
  }

  private Figures figures(long begin) {
    if (recorded == null) {
      recorded = new Figures(state, begin, changes);
    }
    return recorded;
  }

  /**
   * Runs the span's commands under the imagined settings.
   *
   * @param progress is given how many commands were taken
   * @throws CannotReplayException if there is no room or pool of the name that should change
   */
  public Comparison imagine(Iterator<RecordedCommand> commands, LongConsumer progress) {
    return imagine(commands, progress, envelope -> {});
  }

  /** As above, with somebody who looks at each imagined event. */
  Comparison imagine(
      Iterator<RecordedCommand> commands, LongConsumer progress, Consumer<Envelope> listener) {
    requireKnown("room", changes.room(), behaviour.rooms());
    requireKnown("pool", changes.pool(), behaviour.pools());
    if (!commands.hasNext()) {
      throw new CannotReplayException("Expected a span with commands, but it is empty");
    }
    RecordedCommand next = commands.next();
    Figures imagined = new Figures(state, Math.max(state.clock(), next.timestamp()), changes);
    Imagination imagination =
        new Imagination(state, behaviour, changes, listener.andThen(imagined::add));
    imagination.begin();
    long taken = 0;
    while (true) {
      imagination.add(next);
      progress.accept(++taken);
      if (!commands.hasNext()) {
        break;
      }
      next = commands.next();
    }
    imagination.finish();
    long end = behaviour.end();
    Figures record = figures(end);
    return new Comparison(
        record.outcome(end), imagined.outcome(Math.max(end, state.clock())), taken);
  }

  private static void requireKnown(String what, @Nullable String name, Set<String> known) {
    if (name != null && !known.contains(name)) {
      throw new CannotReplayException(
          "Expected %s to be one of %s, but it is '%s'".formatted(what, known, name));
    }
  }

  /**
   * Both, side by side.
   *
   * @param commands that were taken
   */
  public record Comparison(Outcome recorded, Outcome imagined, long commands) {}
}
