package dev.naru.ingress.http;

import dev.naru.model.Draw;
import dev.naru.model.DrawAmong;
import dev.naru.model.DrawPhase;
import dev.naru.model.DrawWinner;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A draw, as everybody may know it.
 *
 * @param winners how many are to win
 * @param seed null until the winners are told, or the draw is cancelled
 * @param participants how many could win; null before the start
 * @param winnerTickets in the order in which they were drawn; null until they are told
 * @param won whether the session that is told has won; null until then, and to everybody else
 * @param at when the phase began
 */
record DrawBody(
    UUID drawId,
    String room,
    String prize,
    int winners,
    DrawAmong among,
    DrawPhase phase,
    String seedHash,
    @Nullable String seed,
    @Nullable Integer participants,
    @Nullable List<Long> winnerTickets,
    @Nullable Boolean won,
    Instant at) {

  /**
   * Returns what there is to tell.
   *
   * @param draw as people may know it
   * @param told who is told; null if not one session
   */
  static DrawBody of(Draw draw, @Nullable UUID told) {
    boolean revealed = isRevealed(draw);
    return new DrawBody(
        draw.drawId(),
        draw.room(),
        draw.plan().prize(),
        draw.plan().winners(),
        draw.plan().among(),
        draw.phase(),
        draw.seedHash(),
        draw.seed(),
        draw.start() == null ? null : Integer.valueOf(draw.start().participants()),
        revealed ? draw.winners().stream().map(DrawWinner::ticket).toList() : null,
        revealed && told != null ? Boolean.valueOf(hasWon(draw, told)) : null,
        Instant.ofEpochMilli(draw.since()));
  }

  static boolean isRevealed(Draw draw) {
    return draw.phase() == DrawPhase.REVEALED || draw.phase() == DrawPhase.DONE;
  }

  private static boolean hasWon(Draw draw, UUID session) {
    return draw.winners().stream().anyMatch(winner -> winner.sessionId().equals(session));
  }
}
