package dev.naru.admission.sim;

import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.SessionEnded;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the runs came to see: events by type, refusals and ends by reason. */
final class Coverage {
  private final Map<String, Integer> seen = new TreeMap<>();
  private long steps;
  private long events;
  private long recoveries;
  private long snapshots;
  private int largest;

  synchronized void saw(List<Envelope> envelopes) {
    events += envelopes.size();
    largest = Math.max(largest, envelopes.size());
    for (Envelope envelope : envelopes) {
      String name =
          switch (envelope.event()) {
            case CommandRefused refused -> refused.reason().name();
            case SessionEnded ended -> ended.reason().name();
            default -> envelope.event().getClass().getSimpleName();
          };
      seen.merge(name, 1, Integer::sum);
    }
  }

  synchronized void recovered() {
    recoveries++;
  }

  synchronized void restored() {
    snapshots++;
  }

  synchronized void finished(int runSteps) {
    steps += runSteps;
  }

  Map<String, Integer> seen() {
    return seen;
  }

  /** Most events that one command came to. */
  int largest() {
    return largest;
  }

  @Override
  public String toString() {
    return "%,d commands, %,d events (at most %,d of one command), %,d recoveries, %,d snapshots; seen %s"
        .formatted(steps, events, largest, recoveries, snapshots, seen);
  }
}
