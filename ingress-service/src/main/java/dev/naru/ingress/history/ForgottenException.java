package dev.naru.ingress.history;

/** What was asked for is over, and is no longer kept: it was too old, or it was erased. */
public final class ForgottenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ForgottenException() {
    super("Expected a result, but it is no longer kept", null, false, false);
  }
}
