package dev.naru.ingress.chunk;

/**
 * A piece of a query's answer.
 *
 * @param id where it stands in the stream, two numbers with a hyphen between: larger than the one
 *     before, and the same on every ingress
 * @param attempt 1 for the first run of the query
 * @param index 0 for the first piece of the attempt
 */
public record Chunk(String id, int attempt, int index, String data) {}
