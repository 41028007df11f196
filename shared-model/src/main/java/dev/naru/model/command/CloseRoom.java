package dev.naru.model.command;

import java.util.Objects;

/** Refuse joins and end those who wait; active sessions stay. */
public record CloseRoom(String room) implements Command {
  public CloseRoom {
    Objects.requireNonNull(room, "room");
  }
}
