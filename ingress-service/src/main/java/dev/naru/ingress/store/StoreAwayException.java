package dev.naru.ingress.store;

/** Postgres did not do in time what an operator wants. */
public final class StoreAwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreAwayException(Throwable cause) {
    super("Expected Postgres to answer, but it did not", cause, false, false);
  }
}
