package dev.naru.ingress.openai;

import dev.naru.ingress.view.SessionRecord;

/** The call's session ended under it, and not by its own doing. */
final class SessionOverException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  private SessionOverException(String reason) {
    super("Expected the session to last, but it ended: " + reason, null, false, false);
    this.reason = reason;
  }

  static SessionOverException of(SessionRecord session) {
    return new SessionOverException(String.valueOf(session.endedReason()));
  }

  /** Nothing is kept of it. */
  static SessionOverException forgotten() {
    return new SessionOverException("FORGOTTEN");
  }

  /** Name of an {@code EndReason}. */
  String reason() {
    return reason;
  }

  /** Whether the call may well go on with another session: nobody sent it away. */
  boolean maybeAgain() {
    return switch (reason) {
      case "EVICTED", "ROOM_CLOSED", "REFUSED" -> false;
      default -> true;
    };
  }
}
