package dev.naru.admission.runs;

/** A replay could not be run; the message says what was expected, and what to do. */
public final class ReplayFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ReplayFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  public ReplayFailedException(String message) {
    super(message);
  }
}
