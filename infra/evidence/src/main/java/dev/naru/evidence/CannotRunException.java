package dev.naru.evidence;

/** The scenario could not be run, which says nothing about Naru; the message says what to do. */
public final class CannotRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CannotRunException(String message) {
    super(message);
  }
}
