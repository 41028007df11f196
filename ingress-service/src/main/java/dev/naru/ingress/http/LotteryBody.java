package dev.naru.ingress.http;

import dev.naru.model.Lottery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What everybody may know of the drawing of a room's order; unknown values are null. The order is
 * that of {@link dev.naru.model.LotteryOrder}.
 *
 * @param seedHash SHA-256 of the seed, published before it is drawn
 * @param chainHash running SHA-256 of the log up to and including the command that opened the room
 * @param participants how many waited then
 * @param firstTicket the first of the tickets that they got, in the order drawn
 */
record LotteryBody(
    String room,
    Instant opensAt,
    String seedHash,
    @Nullable String seed,
    @Nullable String chainHash,
    @Nullable Integer participants,
    @Nullable Long firstTicket,
    @Nullable Instant drawnAt) {

  static LotteryBody of(String room, Lottery lottery) {
    Long drawnAt = lottery.drawnAt();
    return new LotteryBody(
        room,
        Instant.ofEpochMilli(lottery.opensAt()),
        lottery.seedHash(),
        lottery.seed(),
        lottery.chainHash(),
        lottery.participants(),
        lottery.firstTicket(),
        drawnAt == null ? null : Instant.ofEpochMilli(drawnAt));
  }
}
