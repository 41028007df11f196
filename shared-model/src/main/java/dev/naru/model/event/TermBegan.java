package dev.naru.model.event;

/**
 * A worker took over the partition. The term's number is this event's own offset; no command caused
 * it.
 *
 * @param softwareVersion what decides from here on
 */
public record TermBegan(String softwareVersion) implements Event {}
