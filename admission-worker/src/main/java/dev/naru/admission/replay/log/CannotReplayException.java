package dev.naru.admission.replay.log;

/** Something stands in the way of a replay; the message says what to do. */
public final class CannotReplayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CannotReplayException(String message) {
    super(message);
  }
}
