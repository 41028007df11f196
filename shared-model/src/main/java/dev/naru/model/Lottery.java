package dev.naru.model;

import org.jspecify.annotations.Nullable;

/**
 * The drawing of the order of those who came before a room opened: what is promised before, and
 * what is told after. {@link LotteryOrder} says how the order follows.
 *
 * @param opensAt when the room was to open, ms since 1970
 * @param seedHash SHA-256 of the seed's 32 bytes, 64 hex digits: published before
 * @param seed 64 hex digits; null until it is drawn
 * @param chainHash running SHA-256 of the log up to and including the command that opened the room,
 *     64 hex digits; null until it is drawn
 * @param participants how many waited then; null until it is drawn
 * @param firstTicket the first of the tickets that were given in the order drawn; null until then
 * @param drawnAt ms since 1970; null until it is drawn
 */
public record Lottery(
    long opensAt,
    String seedHash,
    @Nullable String seed,
    @Nullable String chainHash,
    @Nullable Integer participants,
    @Nullable Long firstTicket,
    @Nullable Long drawnAt) {

  /** One that is promised: nobody can know its order, and nobody can choose another seed. */
  public static Lottery promised(long opensAt, String seed) {
    return new Lottery(opensAt, LotteryOrder.hashOf(seed), null, null, null, null, null);
  }
}
