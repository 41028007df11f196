package dev.naru.model.command;

import java.util.Objects;

/** Refuse joins, but still admit those who wait. */
public record DrainRoom(String room) implements Command {
  public DrainRoom {
    Objects.requireNonNull(room, "room");
  }
}
