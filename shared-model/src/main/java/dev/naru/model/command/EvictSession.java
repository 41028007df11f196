package dev.naru.model.command;

import java.util.Objects;
import java.util.UUID;

/**
 * End a session, waiting or active, by an operator's word; its unfinished queries are cancelled.
 */
public record EvictSession(UUID sessionId) implements Command {
  public EvictSession {
    Objects.requireNonNull(sessionId, "sessionId");
  }
}
