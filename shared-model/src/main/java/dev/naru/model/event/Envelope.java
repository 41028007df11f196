package dev.naru.model.event;

/**
 * An event with where it stands; evolving applies both.
 *
 * @param offset offset of the command that caused it; of the last one decided before for {@link
 *     TermBegan}
 * @param index its place among that command's events, from 0
 * @param clock the partition's clock after the command, ms since 1970: never goes back
 * @param chain running SHA-256 of the log up to and including the command, 64 hex digits
 */
public record Envelope(long offset, int index, long clock, String chain, Event event) {}
