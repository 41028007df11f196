package dev.naru.ingress.history;

/** Postgres does not answer. */
public final class HistoryAwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public HistoryAwayException(Throwable cause) {
    super("Expected Postgres to answer, but it did not", cause, false, false);
  }
}
