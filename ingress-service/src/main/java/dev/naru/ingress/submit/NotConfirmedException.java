package dev.naru.ingress.submit;

import org.jspecify.annotations.Nullable;

/** The log did not acknowledge a command in time: whether it is in there is not known. */
public final class NotConfirmedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotConfirmedException(@Nullable Throwable cause) {
    super("Expected the log to acknowledge a command in time, but it did not", cause, false, false);
  }
}
