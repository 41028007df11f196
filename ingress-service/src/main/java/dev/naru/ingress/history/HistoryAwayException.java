package dev.naru.ingress.history;

/** Postgres does not answer, or does not know yet what happened. */
public final class HistoryAwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public HistoryAwayException(Throwable cause) {
    super("Expected Postgres to answer, but it did not", cause, false, false);
  }

  private HistoryAwayException(String message) {
    super(message, null, false, false);
  }

  static HistoryAwayException behind() {
    return new HistoryAwayException("Expected the history to show an end, but it is behind");
  }
}
