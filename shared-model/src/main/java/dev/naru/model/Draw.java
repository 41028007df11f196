package dev.naru.model;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A draw as it stands. Times are ms since 1970.
 *
 * @param phase how far it has come
 * @param since when the phase began
 * @param until when it ends by itself; 0 if nothing follows
 * @param seedHash SHA-256 of the seed's 32 bytes, 64 hex digits
 * @param seed 64 hex digits; null to those who may not know it yet
 * @param start null before the draw has started
 * @param winners in the order in which they were drawn; empty before, and to those who may not know
 *     them yet
 * @param order offset of the command that prepared it: the order of a room's draws
 * @param number of its last news among those of the room, from 1
 */
public record Draw(
    UUID drawId,
    String room,
    DrawPlan plan,
    DrawPhase phase,
    long since,
    long until,
    String seedHash,
    @Nullable String seed,
    @Nullable DrawStart start,
    List<DrawWinner> winners,
    long order,
    long number) {
  public Draw {
    winners = List.copyOf(winners);
  }

  /** The same draw in its next phase. */
  public Draw in(
      DrawPhase next,
      long newSince,
      long newUntil,
      @Nullable DrawStart newStart,
      List<DrawWinner> newWinners,
      long newNumber) {
    return new Draw(
        drawId,
        room,
        plan,
        next,
        newSince,
        newUntil,
        seedHash,
        seed,
        newStart,
        newWinners,
        order,
        newNumber);
  }

  /**
   * What people may know of it: its seed from the reveal on, or when it was cancelled; its winners
   * from the reveal on.
   */
  public Draw shown() {
    boolean revealed = phase == DrawPhase.REVEALED || phase == DrawPhase.DONE;
    return new Draw(
        drawId,
        room,
        plan,
        phase,
        since,
        until,
        seedHash,
        revealed || phase == DrawPhase.CANCELLED ? seed : null,
        start,
        revealed ? winners : List.of(),
        order,
        number);
  }
}
