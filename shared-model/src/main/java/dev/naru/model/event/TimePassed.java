package dev.naru.model.event;

/** Nothing happened but time: the envelope carries the clock. */
public record TimePassed() implements Event {}
