package dev.naru.model.command;

import dev.naru.model.InvalidSettingException;
import dev.naru.model.Names;
import dev.naru.model.Texts;
import java.util.Objects;
import java.util.UUID;

/**
 * Tell everybody in a room something; it takes the place of what was told before.
 *
 * @param text 0 to 2,000 characters; an empty one takes back what was told before
 */
public record Announce(UUID announcementId, String room, String text) implements Command {
  /** Longest text, in characters. */
  public static final int MOST_CHARACTERS = 2_000;

  public Announce {
    Objects.requireNonNull(announcementId, "announcementId");
    Names.requireName("room", room);
    if (!Texts.isPlain(text, MOST_CHARACTERS)) {
      throw new InvalidSettingException(
          "text",
          "at most "
              + MOST_CHARACTERS
              + " characters without control characters other than ends of lines and tabs",
          text.length() + " long");
    }
  }
}
