package dev.naru.admission.replay;

import dev.naru.admission.loop.LogSpan;
import dev.naru.admission.loop.SoftwareVersion;
import dev.naru.admission.replay.Verifier.Difference;
import dev.naru.admission.replay.Verifier.Verification;
import dev.naru.admission.replay.VerifyReport.FirstDifference;
import dev.naru.admission.replay.log.Beginning;
import dev.naru.admission.replay.log.RecordReader;
import dev.naru.admission.replay.log.RecordedCommand;
import dev.naru.admission.replay.log.RecordedLog;
import dev.naru.model.event.Envelope;
import dev.naru.model.wire.WireFormat;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides a span of the log again and compares: each event with the recorded one, and, where the
 * span ends with the live log, the state with the view. Writes nothing. Throws {@link
 * dev.naru.admission.replay.log.CannotReplayException} if it could not be run.
 */
public final class VerifyReplay {
  private final WireFormat wire = new WireFormat();
  private final @Nullable LiveView view;

  /**
   * @param redis where the live view is, such as {@code redis://127.0.0.1:6379}; null if there is
   *     none to compare with
   */
  public VerifyReplay(@Nullable String redis, int partition) {
    this.view = redis == null ? null : new LiveView(redis, partition, wire);
  }

  public VerifyReport run(ReplayRequest request, ProgressListener progress) {
    try (RecordedLog log = request.log().open()) {
      LogSpan span = request.span(log);
      Beginning beginning = log.beginning(span.first());
      try (RecordReader events = log.readEvents(beginning.nextEvent());
          RecordReader commands = log.readCommands(span.first());
          ReadAhead<Envelope> envelopes =
              new ReadAhead<>(new EventReading(events, wire, beginning))) {
        Verifier verifier = new Verifier(beginning.state(), envelopes, span.first());
        long total = span.end() - span.first();
        long begun = System.nanoTime();
        try (ReadAhead<RecordedCommand> recorded = readAhead(commands, span)) {
          verifier.verify(recorded, done -> progress.at(done, total));
        }
        double seconds = (System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1);
        verifier.expectNothingBefore(span.end());
        long commandsPerSecond = Math.round(verifier.verification().commands() / seconds);
        LiveView.Comparison comparison = compareView(request, verifier, events, commands);
        return report(span, verifier, comparison, commandsPerSecond);
      }
    }
  }

  private ReadAhead<RecordedCommand> readAhead(RecordReader commands, LogSpan span) {
    return new ReadAhead<>(new CommandReading(commands, wire, span.first(), span.end()));
  }

  private LiveView.Comparison compareView(
      ReplayRequest request, Verifier verifier, RecordReader events, RecordReader commands) {
    if (view == null) {
      return new LiveView.Comparison(null, "not compared: there is no live view beside this log");
    }
    if (!request.isToTheEnd()) {
      return new LiveView.Comparison(null, "not compared: the span ends before the log does");
    }
    if (!verifier.verification().equal()) {
      return new LiveView.Comparison(null, "not compared: the state parts from the record before");
    }
    return view.compare(
        verifier.state(),
        offset -> {
          commands.goOn();
          events.goOn();
          long next = verifier.state().offset() + 1;
          verifier.verify(new CommandReading(commands, wire, next, offset + 1), done -> {});
        });
  }

  private VerifyReport report(
      LogSpan span, Verifier verifier, LiveView.Comparison view, long commandsPerSecond) {
    Verification found = verifier.verification();
    String version = SoftwareVersion.current();
    return new VerifyReport(
        found.equal(),
        view.equal(),
        found.events(),
        firstDifference(found.difference()),
        found.fairness(),
        view.words(),
        span.first(),
        span.first() + found.commands(),
        found.commands(),
        commandsPerSecond,
        found.versions(),
        version,
        found.versions().stream().allMatch(version::equals),
        verifier.state().chain());
  }

  private @Nullable FirstDifference firstDifference(@Nullable Difference difference) {
    return difference == null
        ? null
        : new FirstDifference(
            difference.offset(),
            difference.index(),
            text(difference.recorded()),
            text(difference.decided()));
  }

  private String text(@Nullable Envelope envelope) {
    return envelope == null ? "nothing" : wire.encodePart(envelope);
  }
}
