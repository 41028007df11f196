package dev.naru.model.event;

/**
 * The order of those who came before a room opened is drawn; {@link SessionsDrawn} follows with the
 * order itself, which is that of {@link dev.naru.model.LotteryOrder}.
 *
 * @param seed 64 hex digits, whose hash was published before
 * @param chainHash running SHA-256 of the log up to and including the command that opened the room,
 *     64 hex digits
 * @param participants how many waited then
 * @param firstTicket the first of the new tickets
 */
public record LotteryDrawn(
    String room, String seed, String chainHash, int participants, long firstTicket)
    implements Event {}
