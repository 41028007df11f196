package dev.naru.admission.loop;

/**
 * The log is not what it was: it was truncated, made anew, or does not reach back far enough.
 * Nothing can be guessed; the message says what an operator can do.
 */
public final class BrokenLogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenLogException(String message) {
    super(message);
  }
}
