package dev.naru.model.event;

import dev.naru.model.DrawStart;
import dev.naru.model.DrawWinner;
import java.util.List;
import java.util.UUID;

/**
 * The winners of a draw are told, with all that proves them.
 *
 * @param seed 64 hex digits
 * @param winners in the order in which they were drawn, 1,000 at most
 * @param until when the draw is done, ms since 1970
 */
public record WinnersDrawn(
    UUID drawId, String room, String seed, DrawStart start, List<DrawWinner> winners, long until)
    implements Event {}
