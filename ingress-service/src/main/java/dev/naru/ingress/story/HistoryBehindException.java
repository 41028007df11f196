package dev.naru.ingress.story;

/** The history has not come to what users see already. */
public final class HistoryBehindException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public HistoryBehindException() {
    super("Expected the history to have come to what the view shows, but it is behind");
  }
}
