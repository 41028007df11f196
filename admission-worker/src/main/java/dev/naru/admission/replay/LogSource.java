package dev.naru.admission.replay;

import dev.naru.admission.replay.log.RecordedLog;

/** Opens the log that is replayed. */
@FunctionalInterface
public interface LogSource {
  RecordedLog open();
}
