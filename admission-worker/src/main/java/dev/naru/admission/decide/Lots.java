package dev.naru.admission.decide;

import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.SessionView;
import dev.naru.model.DrawAmong;
import dev.naru.model.DrawPlan;
import dev.naru.model.DrawStart;
import dev.naru.model.DrawWinner;
import dev.naru.model.SessionState;
import dev.naru.model.UserMarks;
import dev.naru.model.wire.DrawHashes;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Draws the winners: the participants whose lots are the smallest, where a lot is {@code
 * SHA-256(seed ‖ chain ‖ session id)}, of 32, 32 and 16 bytes, compared as unsigned numbers. The
 * hash of the seed was told before the participants and the chain were known, so that neither can
 * be chosen to go with the other (the idea is commit and reveal, Manuel Blum's coin flipping by
 * telephone).
 *
 * <p>For each who is there it costs a place in a sort by tickets and a few blocks of SHA-256.
 */
final class Lots {
  private final RoomView room;
  private final DrawPlan plan;
  private final DrawHashes hashes;
  private final TreeSet<Lot> winners = new TreeSet<>();
  private int participants;

  /** What came out. */
  record Outcome(DrawStart start, List<DrawWinner> winners) {}

  /** A participant's lot; of two that are equal, which nobody has seen, the lower ticket wins. */
  private record Lot(byte[] number, SessionView session) implements Comparable<Lot> {
    @Override
    public int compareTo(Lot other) {
      int byNumber = Arrays.compareUnsigned(number, other.number);
      return byNumber != 0 ? byNumber : Long.compare(session.ticket(), other.session.ticket());
    }
  }

  private Lots(RoomView room, DrawPlan plan, DrawHashes hashes) {
    this.room = room;
    this.plan = plan;
    this.hashes = hashes;
  }

  /**
   * Draws among those who are there.
   *
   * @param seed 64 hex digits
   * @param offset of the last command that the chain holds
   * @param chain 64 hex digits
   * @param gone ids of the sessions that end by the same command, and take no part
   */
  static Outcome draw(
      RoomView room, DrawPlan plan, String seed, long offset, String chain, Set<UUID> gone) {
    Lots lots = new Lots(room, plan, new DrawHashes(seed, chain));
    for (SessionView session : room.present()) {
      if (lots.takesPart(session) && !gone.contains(session.id())) {
        lots.add(session);
      }
    }
    DrawStart start = new DrawStart(offset, chain, lots.participants, lots.hashes.ofAll());
    return new Outcome(start, lots.winners());
  }

  private boolean takesPart(SessionView session) {
    boolean active = session.state() == SessionState.ACTIVE;
    boolean among =
        plan.among() == DrawAmong.PRESENT || active == (plan.among() == DrawAmong.ACTIVE);
    return among && (plan.repeatWinners() || !room.hasWon(session.userKey()));
  }

  private void add(SessionView session) {
    participants++;
    winners.add(new Lot(hashes.next(session.id()), session));
    if (winners.size() > plan.winners()) {
      winners.removeLast();
    }
  }

  private List<DrawWinner> winners() {
    return winners.stream().map(this::winner).toList();
  }

  private DrawWinner winner(Lot lot) {
    SessionView session = lot.session();
    String user = UserMarks.of(room.name(), session.userKey());
    return new DrawWinner(session.id(), session.ticket(), user);
  }
}
