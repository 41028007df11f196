package dev.naru.admission.replay.log;

import dev.naru.admission.loop.LogSpan;
import java.util.OptionalLong;

/**
 * One partition's commands and events, to be read any number of times. Throws {@link
 * CannotReplayException} for what cannot be read.
 */
public interface RecordedLog extends AutoCloseable {
  /** The commands that it holds. */
  LogSpan commands();

  /** Offset of the first command at or after the time, ms since 1970; empty if there is none. */
  OptionalLong firstSince(long time);

  /** The commands from an offset on. */
  RecordReader readCommands(long from);

  /**
   * What the events before a command build on: nothing, or, if the oldest were removed, the newest
   * snapshot before the command.
   */
  default Beginning beginning(long command) {
    return Beginning.ofNothing();
  }

  /** All events that there are. */
  default RecordReader readEvents() {
    return readEvents(0);
  }

  /** The events from an offset on. */
  RecordReader readEvents(long from);

  @Override
  void close();
}
