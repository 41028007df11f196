package dev.naru.ingress.view;

import java.util.List;

/**
 * Who is in a room.
 *
 * @param seats those who are active, the longest first, as far as they were asked for
 * @param line those who are next, in the line's order, as far as they were asked for
 */
public record Crowd(Head head, List<PersonRecord> seats, List<PersonRecord> line) {}
