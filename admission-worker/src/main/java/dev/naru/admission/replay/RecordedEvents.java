package dev.naru.admission.replay;

import dev.naru.admission.replay.log.CannotReplayException;
import dev.naru.admission.state.Evolver;
import dev.naru.admission.state.RoomsState;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.TermBegan;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The recorded events with a look at the next, and the versions of the software behind them. */
final class RecordedEvents {
  private final Iterator<Envelope> recorded;
  private final Evolver evolver = new Evolver();
  private final Set<String> versions = new LinkedHashSet<>();
  private @Nullable Envelope next;

  RecordedEvents(Iterator<Envelope> recorded) {
    this.recorded = recorded;
  }

  /** The next event that a command caused; null at the end. */
  @Nullable Envelope peek() {
    while (next == null && recorded.hasNext()) {
      Envelope envelope = recorded.next();
      if (envelope.event() instanceof TermBegan began) {
        versions.remove(began.softwareVersion()); // so that the last is the one in force
        versions.add(began.softwareVersion());
      } else {
        next = envelope;
      }
    }
    return next;
  }

  /** Goes on to the event after the one that {@link #peek} gave. */
  void advance() {
    next = null;
  }

  /** What decided the events seen since the last {@link #evolveTo}, in their order. */
  Set<String> versions() {
    return versions;
  }

  /**
   * Evolves what the commands before an offset came to: what happened stays happened.
   *
   * @param before is given each event while the state is still as it was before that event
   */
  void evolveTo(long offset, RoomsState state, Consumer<Envelope> before) {
    for (Envelope it = peek(); it != null && it.offset() < offset; it = peek()) {
      before.accept(it);
      evolver.evolve(state, it);
      advance();
    }
    if (state.offset() < offset - 1) {
      throw new CannotReplayException(
          "Expected 'from' to be at most %d, where the decided log ends, but it is %d"
              .formatted(state.offset() + 1, offset));
    }
    while (versions.size() > 1) {
      versions.remove(versions.iterator().next());
    }
  }
}
