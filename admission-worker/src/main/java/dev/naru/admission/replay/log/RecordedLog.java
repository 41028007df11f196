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

  /** All events. */
  RecordReader readEvents();

  @Override
  void close();
}
