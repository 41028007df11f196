package dev.naru.ingress.openai;

import org.jspecify.annotations.Nullable;

/** The caller has closed the connection: nobody is left to answer. */
final class GoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GoneException(@Nullable Throwable cause) {
    super("Expected the caller to wait for the answer, but it is gone", cause, false, false);
  }
}
