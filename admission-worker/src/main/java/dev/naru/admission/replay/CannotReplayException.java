package dev.naru.admission.replay;

/** Something stands in the way before anything was compared; the message says what to do. */
final class CannotReplayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotReplayException(String message) {
    super(message);
  }
}
