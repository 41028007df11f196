package dev.naru.evidence;

import dev.naru.evidence.check.LogAudit;
import dev.naru.evidence.log.EventLog;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The target's own log, where its address is known; without it nothing is read of it. */
final class LogWatch {
  private final @Nullable EventLog log;

  LogWatch(@Nullable EventLog log) {
    this.log = log;
  }

  /** From here on. */
  void mark() {
    if (log != null) {
      log.mark();
    }
  }

  /** Gives what the log says of a room since the mark. */
  void audit(String room, Consumer<LogAudit> whenRead) {
    if (log != null) {
      LogAudit audit = new LogAudit(room);
      log.sinceMark(audit::add);
      whenRead.accept(audit);
    }
  }
}
