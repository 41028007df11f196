package dev.naru.model.command;

import java.util.Objects;

/** Take joins again. */
public record OpenRoom(String room) implements Command {
  public OpenRoom {
    Objects.requireNonNull(room, "room");
  }
}
