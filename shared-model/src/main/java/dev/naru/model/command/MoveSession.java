package dev.naru.model.command;

import dev.naru.model.InvalidSettingException;
import java.util.Objects;
import java.util.UUID;

/**
 * Let a waiting session stand elsewhere in its line, by an operator's word.
 *
 * @param position where, 1 is the next in line; beyond the end is the end
 * @param reason for those who are passed over: 1 to 1,000 characters
 */
public record MoveSession(UUID sessionId, int position, String reason) implements Command {
  private static final int MOST_CHARACTERS = 1_000;

  public MoveSession {
    Objects.requireNonNull(sessionId, "sessionId");
    Objects.requireNonNull(reason, "reason");
    if (position < 1) {
      throw new InvalidSettingException("position", "1 or more", position);
    }
    if (reason.isBlank() || reason.length() > MOST_CHARACTERS) {
      throw new InvalidSettingException(
          "reason", "1 to " + MOST_CHARACTERS + " characters", reason.length());
    }
  }
}
