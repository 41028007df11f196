package dev.naru.ingress.view;

/**
 * Where the view stands: what it shows holds the decision on every command up to the offset.
 *
 * @param term of the worker that wrote it
 * @param offset of the last command shown
 */
public record Head(long term, long offset) implements Comparable<Head> {
  /** Before anything is known. */
  static final Head NONE = new Head(-1, -1);

  @Override
  public int compareTo(Head other) {
    int byTerm = Long.compare(term, other.term);
    return byTerm != 0 ? byTerm : Long.compare(offset, other.offset);
  }

  public boolean hasReached(long wanted) {
    return offset >= wanted;
  }
}
