package dev.naru.admission.replay.log;

/** Something stands in the way of a replay; the message says what to do. */
public final class CannotReplayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CannotReplayException(String message) {
    super(message);
  }

  /** For an event that this version cannot read. */
  public static CannotReplayException ofUnreadable(LogRecord event) {
    return new CannotReplayException(
        "Expected an event of this version at offset %d of %s, but found something else: use the version that wrote it"
            .formatted(event.offset(), event.topic()));
  }

  /** Throws if commands do not go on where they should. */
  public static void requireNext(long expected, long found) {
    if (found != expected) {
      throw new CannotReplayException(
          "Expected the command at offset %d, but the log goes on at %d: it is not whole"
              .formatted(expected, found));
    }
  }

  /** For a log whose records were left out. */
  public static CannotReplayException ofRedacted() {
    return new CannotReplayException(
        "Expected a log with its records, but they are redacted: it proves receipts only (--check-receipt); export it without --redact");
  }
}
