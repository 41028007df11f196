package dev.naru.ingress.submit;

/** Where a command stands in the log. */
public record LogPosition(int partition, long offset) {}
