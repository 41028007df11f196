package dev.naru.ingress.openai;

/** The call ends with an error. */
final class DoorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient DoorError error;

  DoorException(DoorError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  DoorError error() {
    return error;
  }
}
