package dev.naru.model.command;

import java.util.Objects;
import java.util.UUID;

/** Leave the line or give up the seat; the session's unfinished queries are cancelled. */
public record LeaveSession(UUID sessionId) implements Command {
  public LeaveSession {
    Objects.requireNonNull(sessionId, "sessionId");
  }
}
