package dev.naru.model.event;

import dev.naru.model.DrawStart;
import dev.naru.model.DrawWinner;
import java.util.List;
import java.util.UUID;

/**
 * The participants of a draw are those who are there, and with that its winners are fixed; nobody
 * is told yet.
 *
 * @param winners in the order in which they were drawn, 1,000 at most
 * @param until when the winners are told, ms since 1970
 */
public record DrawStarted(
    UUID drawId, String room, DrawStart start, List<DrawWinner> winners, long until)
    implements Event {}
