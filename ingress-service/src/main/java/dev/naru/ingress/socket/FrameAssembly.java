package dev.naru.ingress.socket;

import org.jspecify.annotations.Nullable;

/** Puts the pieces of a frame together, as long as it does not become too large. */
final class FrameAssembly {
  /** What a piece counts at least: nobody is to be kept busy by empty ones. */
  private static final int LEAST = 64;

  private StringBuilder text = new StringBuilder();
  private long counted;

  /**
   * Adds a piece; returns the frame if it is whole.
   *
   * @throws FrameTooLargeException beyond that many characters
   */
  @Nullable String add(String piece, boolean last, int most) throws FrameTooLargeException {
    counted += last ? piece.length() : Math.max(LEAST, piece.length());
    if (counted > most) {
      throw new FrameTooLargeException();
    }
    if (last && text.isEmpty()) {
      counted = 0;
      return piece;
    }
    text.append(piece);
    return last ? take() : null;
  }

  private String take() {
    String frame = text.toString();
    text = new StringBuilder(); // a large one is not kept
    counted = 0;
    return frame;
  }

  /** More than was agreed. */
  static final class FrameTooLargeException extends Exception {
    private static final long serialVersionUID = 1;

    FrameTooLargeException() {
      super("Expected a smaller frame", null, false, false);
    }
  }
}
