package dev.naru.admission.replay;

import dev.naru.admission.loop.LogSpan;
import dev.naru.admission.replay.log.Beginning;
import dev.naru.admission.replay.log.RecordReader;
import dev.naru.admission.replay.log.RecordedLog;
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
      Beginning beginning = log.beginning(span.first());
      try (RecordReader reader = log.readEvents(beginning.nextEvent());
          ReadAhead<Envelope> envelopes =
              new ReadAhead<>(new EventReading(reader, wire, beginning))) {
        RecordedEvents events = new RecordedEvents(envelopes);
        Fairness fairness = new Fairness();
        fairness.stand(beginning.state());
        events.evolveTo(span.first(), beginning.state(), fairness::add);
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
