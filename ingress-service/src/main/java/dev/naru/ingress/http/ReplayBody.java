package dev.naru.ingress.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.naru.ingress.replay.ReplayRun;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A replay, as operators see it; {@code progress} goes from 0 to 1. */
record ReplayBody(
    UUID id,
    String mode,
    String state,
    double progress,
    long commands,
    long commandsPerSecond,
    @JsonRawValue @Nullable String report,
    @Nullable String error) {

  /** Without its report, which may be long. */
  static ReplayBody summary(ReplayRun run) {
    return new ReplayBody(
        run.id(),
        run.mode(),
        run.state(),
        run.progress(),
        run.commands(),
        run.commandsPerSecond(),
        null,
        run.error());
  }

  static ReplayBody of(ReplayRun run) {
    return new ReplayBody(
        run.id(),
        run.mode(),
        run.state(),
        run.progress(),
        run.commands(),
        run.commandsPerSecond(),
        run.report(),
        run.error());
  }
}
