package dev.naru.admission.replay;

import dev.naru.admission.loop.LogSpan;
import dev.naru.admission.replay.log.CannotReplayException;
import dev.naru.admission.replay.log.RecordedLog;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** A place in a log, as people name it: an offset, a time, {@code earliest} or {@code latest}. */
public sealed interface ReplayPoint {
  ReplayPoint EARLIEST = new Earliest();
  ReplayPoint LATEST = new Latest();

  /** The first command that the log still has. */
  record Earliest() implements ReplayPoint {}

  /** Where the log ends. */
  record Latest() implements ReplayPoint {}

  /** A command's offset. */
  record Offset(long offset) implements ReplayPoint {}

  /** The first command at or after a time. */
  record Time(Instant at) implements ReplayPoint {}

  /**
   * Reads an offset, an ISO time with its zone, {@code earliest} or {@code latest}.
   *
   * @param name what the place is called in a message, such as {@code --from}
   */
  static ReplayPoint parse(String name, String text) {
    if (text.equals("earliest")) {
      return EARLIEST;
    }
    if (text.equals("latest")) {
      return LATEST;
    }
    try {
      return text.matches("\\d{1,18}")
          ? new Offset(Long.parseLong(text))
          : new Time(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw new CannotReplayException(
          "Expected %s to be an offset, an ISO time such as 2026-01-31T09:00:00Z, earliest or latest, but it is '%s'"
              .formatted(name, text));
    }
  }

  /** The span's first offset. */
  default long first(RecordedLog log, LogSpan commands) {
    if (this instanceof Time time) {
      return log.firstSince(time.at().toEpochMilli())
          .orElseThrow(
              () ->
                  new CannotReplayException(
                      "Expected commands at or after %s, but the log ends before"
                          .formatted(time.at())));
    }
    return place("from", commands);
  }

  /** The offset after the span's last command. */
  default long end(RecordedLog log, LogSpan commands) {
    if (this instanceof Time time) {
      return log.firstSince(time.at().toEpochMilli()).orElse(commands.end());
    }
    return place("to", commands);
  }

  private long place(String name, LogSpan commands) {
    if (this instanceof Offset it) {
      if (it.offset() < commands.first() || it.offset() > commands.end()) {
        throw new CannotReplayException(
            "Expected '%s' to be an offset from %d to %d, which the log has, but it is %d"
                .formatted(name, commands.first(), commands.end(), it.offset()));
      }
      return it.offset();
    }
    return this instanceof Earliest ? commands.first() : commands.end();
  }
}
