package dev.naru.admission.replay;

import dev.naru.admission.loop.LogSpan;
import dev.naru.admission.loop.SoftwareVersion;
import dev.naru.admission.replay.log.Beginning;
import dev.naru.admission.replay.log.RecordReader;
import dev.naru.admission.replay.log.RecordedCommand;
import dev.naru.admission.replay.log.RecordedLog;
import dev.naru.admission.replay.whatif.SettingsChanges;
import dev.naru.admission.replay.whatif.WhatIf;
import dev.naru.admission.state.RoomsState;
import dev.naru.model.event.Envelope;
import dev.naru.model.wire.WireFormat;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Reads a span of a log for {@link WhatIf}: its events first, for what people did, then its
 * commands. Writes nothing. Throws {@link dev.naru.admission.replay.log.CannotReplayException} if
 * it could not be run.
 */
public final class WhatIfReplay {
  private final WireFormat wire = new WireFormat();

  public WhatIfReport run(
      ReplayRequest request, SettingsChanges changes, ProgressListener progress) {
    try (RecordedLog log = request.log().open()) {
      LogSpan span = request.span(log);
      Beginning beginning = log.beginning(span.first());
      RoomsState state = beginning.state();
      try (RecordReader reader = log.readEvents(beginning.nextEvent());
          ReadAhead<Envelope> envelopes =
              new ReadAhead<>(new EventReading(reader, wire, beginning))) {
        RecordedEvents events = new RecordedEvents(envelopes);
        events.evolveTo(span.first(), state, before -> {});
        long begun = System.nanoTime();
        WhatIf whatIf = new WhatIf(state, changes);
        long end = record(events, span, whatIf);
        return imagine(
            log, new LogSpan(span.first(), end), whatIf, changes, progress, begun, events);
      }
    }
  }

  /** Returns the offset after the last command that is decided. */
  private static long record(RecordedEvents events, LogSpan span, WhatIf whatIf) {
    long end = span.first();
    for (Envelope it = events.peek(); it != null && it.offset() < span.end(); it = events.peek()) {
      whatIf.record(it);
      end = it.offset() + 1;
      events.advance();
    }
    return end;
  }

  private WhatIfReport imagine(
      RecordedLog log,
      LogSpan span,
      WhatIf whatIf,
      SettingsChanges changes,
      ProgressListener progress,
      long begun,
      RecordedEvents events) {
    try (RecordReader reader = log.readCommands(span.first());
        ReadAhead<RecordedCommand> commands =
            new ReadAhead<>(new CommandReading(reader, wire, span.first(), span.end()))) {
      long total = span.end() - span.first();
      WhatIf.Comparison found = whatIf.imagine(commands, done -> progress.at(done, total));
      double seconds = (System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1);
      Set<String> versions = events.versions();
      return new WhatIfReport(
          found.recorded(),
          found.imagined(),
          changes,
          span.first(),
          span.end(),
          found.commands(),
          Math.round(found.commands() / seconds),
          versions,
          versions.stream().allMatch(SoftwareVersion.current()::equals));
    }
  }
}
