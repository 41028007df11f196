package dev.naru.admission.replay;

import dev.naru.admission.loop.LogSpan;
import dev.naru.admission.replay.log.RecordReader;
import dev.naru.admission.replay.log.RecordedLog;
import dev.naru.admission.state.RoomsState;
import dev.naru.model.event.Envelope;
import dev.naru.model.wire.WireFormat;

/**
 * Proves order and caps of a span from the recorded events alone: nothing is decided. Throws {@link
 * dev.naru.admission.replay.log.CannotReplayException} if it could not be run.
 */
public final class FairnessReplay {
  private final WireFormat wire = new WireFormat();

  public FairnessReport run(ReplayRequest request, ProgressListener progress) {
    try (RecordedLog log = request.log().open()) {
      LogSpan span = request.span(log);
      try (RecordReader reader = log.readEvents();
          ReadAhead<Envelope> envelopes = new ReadAhead<>(new EventReading(reader, wire))) {
        RecordedEvents events = new RecordedEvents(envelopes);
        Fairness fairness = new Fairness();
        events.evolveTo(span.first(), new RoomsState(), fairness::add);
        fairness.begin();
        for (Envelope it = events.peek(); it != null && it.offset() < span.end(); ) {
          fairness.add(it);
          progress.at(it.offset() - span.first() + 1, span.end() - span.first());
          events.advance();
          it = events.peek();
        }
        return FairnessReport.of(fairness);
      }
    }
  }
}
