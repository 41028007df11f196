package dev.naru.model.command;

import java.util.Objects;
import java.util.UUID;

/**
 * Give a live session new tokens, and void those that it has: its place moves to another device.
 *
 * @param transferId tells this transfer from others of the session
 * @param tokenOffset that of the token that allowed it, which must still be good
 */
public record TransferSession(UUID transferId, UUID sessionId, long tokenOffset)
    implements Command {
  public TransferSession {
    Objects.requireNonNull(transferId, "transferId");
    Objects.requireNonNull(sessionId, "sessionId");
  }
}
