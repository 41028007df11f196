package dev.naru.model.command;

import java.util.Objects;
import java.util.UUID;

/** Cancel a query of the session, queued or running. */
public record CancelQuery(UUID queryId, UUID sessionId) implements Command {
  public CancelQuery {
    Objects.requireNonNull(queryId, "queryId");
    Objects.requireNonNull(sessionId, "sessionId");
  }
}
