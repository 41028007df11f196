package dev.naru.admission.replay;

import dev.naru.admission.loop.LogSpan;
import dev.naru.admission.replay.log.CannotReplayException;
import dev.naru.admission.replay.log.RecordReader;
import dev.naru.admission.replay.log.RecordedLog;

/**
 * What to replay.
 *
 * @param from the first command of the span
 * @param to the command after the span's last
 */
public record ReplayRequest(LogSource log, ReplayPoint from, ReplayPoint to) {

  /** The whole of a log. */
  public static ReplayRequest all(LogSource log) {
    return new ReplayRequest(log, ReplayPoint.EARLIEST, ReplayPoint.LATEST);
  }

  /** The span's offsets in the opened log: from the first to the one after the last. */
  LogSpan span(RecordedLog opened) {
    LogSpan commands = opened.commands();
    LogSpan span = new LogSpan(from.first(opened, commands), to.end(opened, commands));
    if (span.first() > span.end()) {
      throw new CannotReplayException(
          "Expected 'from' to come before 'to', but they are the offsets %d and %d"
              .formatted(span.first(), span.end()));
    }
    requireRecords(opened, span);
    return span;
  }

  /** A log without its records would be found equal to anything. */
  private static void requireRecords(RecordedLog opened, LogSpan span) {
    try (RecordReader commands = opened.readCommands(span.first());
        RecordReader events = opened.readEvents()) {
      if (commands.hasNext()) {
        CommandReading.requireBytes(commands.next());
        if (!events.hasNext()) {
          throw new CannotReplayException(
              "Expected a log with the events that its commands came to, but it has none");
        }
      }
    }
  }

  /** Whether the span ends where the log does. */
  boolean isToTheEnd() {
    return to instanceof ReplayPoint.Latest;
  }
}
