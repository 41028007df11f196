package dev.naru.model.wire;

import org.jspecify.annotations.Nullable;

/** A record is not what its topic promises; the message says what is wrong, without its content. */
public final class UnreadableRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnreadableRecordException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
