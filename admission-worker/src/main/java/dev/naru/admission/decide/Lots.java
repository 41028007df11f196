package dev.naru.admission.decide;

import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.SessionView;
import dev.naru.model.DrawAmong;
import dev.naru.model.DrawPlan;
import dev.naru.model.DrawStart;
import dev.naru.model.DrawWinner;
import dev.naru.model.SessionState;
import dev.naru.model.UserMarks;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
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
 * <p>For each who is there it costs a place in a sort by tickets and four blocks of SHA-256: about
 * a millionth of a second.
 */
final class Lots {
  private static final int ID_BYTES = 16;

  private final RoomView room;
  private final DrawPlan plan;
  private final byte[] key;
  private final MessageDigest lots = sha256();
  private final MessageDigest all = sha256();
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

  private Lots(RoomView room, DrawPlan plan, byte[] key) {
    this.room = room;
    this.plan = plan;
    this.key = key;
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
    Lots lots = new Lots(room, plan, HexFormat.of().parseHex(seed + chain));
    for (SessionView session : room.present()) {
      if (lots.takesPart(session) && !gone.contains(session.id())) {
        lots.add(session);
      }
    }
    String participantsHash = HexFormat.of().formatHex(lots.all.digest());
    return new Outcome(
        new DrawStart(offset, chain, lots.participants, participantsHash), lots.winners());
  }

  private boolean takesPart(SessionView session) {
    boolean active = session.state() == SessionState.ACTIVE;
    boolean among =
        plan.among() == DrawAmong.PRESENT || active == (plan.among() == DrawAmong.ACTIVE);
    return among && (plan.repeatWinners() || !room.hasWon(session.userKey()));
  }

  private void add(SessionView session) {
    byte[] id = bytes(session.id());
    participants++;
    all.update(id);
    lots.update(key);
    winners.add(new Lot(lots.digest(id), session));
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

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(ID_BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
