package dev.naru.model.command;

import java.util.Objects;

/** Take joins, but admit nobody. */
public record PauseAdmission(String room) implements Command {
  public PauseAdmission {
    Objects.requireNonNull(room, "room");
  }
}
