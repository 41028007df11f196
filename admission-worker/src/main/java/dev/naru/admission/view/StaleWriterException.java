package dev.naru.admission.view;

/**
 * Somebody with a newer term writes the view: this worker was replaced and must throw its state
 * away.
 */
public final class StaleWriterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StaleWriterException(long term) {
    super(
        "Expected to write the view in term "
            + term
            + ", but a newer term stands there; this worker was replaced");
  }
}
