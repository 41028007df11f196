package dev.naru.model.command;

import java.util.Objects;

/** Admit again. */
public record ResumeAdmission(String room) implements Command {
  public ResumeAdmission {
    Objects.requireNonNull(room, "room");
  }
}
