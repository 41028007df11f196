package dev.naru.model.command;

/** Apply what is due: appended when a deadline passes in a quiet time. */
public record Tick() implements Command {}
