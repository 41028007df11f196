package dev.naru.ingress.openai;

import dev.naru.ingress.chunk.Chunk;
import dev.naru.ingress.openai.Shapes.Piece;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the pieces of an answer in their order, and what is missing at the end. Pieces are soft:
 * when one is lost, nothing more is taken, and the rest is made from the result.
 */
final class Pieces {
  private final Shapes shapes;
  private final StringBuilder text = new StringBuilder();
  private int attempt;
  private int next;
  private int taken;
  private boolean gap;
  private boolean ended;

  Pieces(Shapes shapes) {
    this.shapes = shapes;
  }

  /** Whether the caller has some of the answer. */
  boolean hasBegun() {
    return taken > 0;
  }

  /**
   * Returns the piece that follows; null if the chunk is none. Throws {@link DoorException} when
   * another attempt began after some of one was taken: the two cannot be put together.
   */
  @Nullable Piece take(Chunk chunk) {
    if (chunk.attempt() > attempt) {
      if (hasBegun()) {
        throw DoorErrors.brokenOff();
      }
      attempt = chunk.attempt();
      next = 0;
      gap = false;
    }
    gap |= chunk.attempt() == attempt && chunk.index() > next;
    if (gap || chunk.attempt() < attempt || chunk.index() < next) {
      return null;
    }
    next++;
    return taken(shapes.piece(chunk.data(), taken == 0));
  }

  private Piece taken(Piece piece) {
    taken++;
    text.append(piece.text());
    ended |= piece.last();
    return piece;
  }

  /** Returns what the caller still lacks, when the result is there. */
  List<Piece> rest(String result) {
    List<Piece> rest = new ArrayList<>();
    String whole = shapes.text(result);
    if (!hasBegun()) {
      rest.add(taken(shapes.whole(result)));
    } else if (whole != null && whole.startsWith(text.toString())) {
      String missing = whole.substring(text.length());
      if (!missing.isEmpty()) {
        rest.add(taken(shapes.text(missing, false)));
      }
    } else if (gap) {
      throw DoorErrors.brokenOff();
    }
    if (!ended) {
      rest.add(taken(shapes.end(shapes.finishReason(result))));
    }
    return rest;
  }
}
