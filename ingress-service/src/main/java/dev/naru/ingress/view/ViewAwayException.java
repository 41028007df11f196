package dev.naru.ingress.view;

import org.jspecify.annotations.Nullable;

/** Redis does not answer, or holds no view at the moment. */
public final class ViewAwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ViewAwayException(String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
  }
}
