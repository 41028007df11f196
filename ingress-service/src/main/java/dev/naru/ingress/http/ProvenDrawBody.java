package dev.naru.ingress.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.naru.model.Draw;
import dev.naru.model.DrawStart;
import dev.naru.model.DrawWinner;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A draw with what proves it.
 *
 * @param proof null before the start
 */
record ProvenDrawBody(@JsonUnwrapped DrawBody draw, @Nullable Proof proof) {

  /**
   * What the winners follow from, together with the seed: those participants have won whose {@code
   * SHA-256(seed ‖ chain ‖ session id)} are the smallest, the smallest first.
   *
   * @param offset of the last command of the partition that the chain holds
   * @param chain running SHA-256 of the log up to there
   * @param participantsHash SHA-256 over the participants' session ids in the order of their
   *     tickets
   * @param winners in the order in which they were drawn; null until they are told
   */
  record Proof(
      int partition,
      long offset,
      String chain,
      int participants,
      String participantsHash,
      @Nullable List<Winner> winners) {}

  record Winner(long ticket, UUID sessionId) {}

  static ProvenDrawBody of(Draw draw, int partition) {
    return new ProvenDrawBody(DrawBody.of(draw, null), proof(draw, draw.start(), partition));
  }

  private static @Nullable Proof proof(Draw draw, @Nullable DrawStart start, int partition) {
    return start == null
        ? null
        : new Proof(
            partition,
            start.offset(),
            start.chain(),
            start.participants(),
            start.participantsHash(),
            DrawBody.isRevealed(draw)
                ? draw.winners().stream().map(ProvenDrawBody::winner).toList()
                : null);
  }

  private static Winner winner(DrawWinner winner) {
    return new Winner(winner.ticket(), winner.sessionId());
  }
}
