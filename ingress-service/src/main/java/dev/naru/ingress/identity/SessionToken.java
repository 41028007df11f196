package dev.naru.ingress.identity;

import java.util.UUID;

/**
 * What a session's token says: whose it is, and the command that must be in the view before the
 * view may say that there is no such session. It is void once the session was transferred by a
 * later command.
 *
 * @param partition of the log
 * @param offset of the command that asked for the session, or transferred it
 */
public record SessionToken(UUID sessionId, String room, int partition, long offset) {

  /** The token as text, for what stands for it in Redis. */
  public String text() {
    return String.join(
        " ", sessionId.toString(), room, Integer.toString(partition), Long.toString(offset));
  }

  /** Reads what {@link #text()} wrote. */
  public static SessionToken ofText(String text) {
    String[] parts = text.split(" ", 4);
    return new SessionToken(
        UUID.fromString(parts[0]), parts[1], Integer.parseInt(parts[2]), Long.parseLong(parts[3]));
  }
}
