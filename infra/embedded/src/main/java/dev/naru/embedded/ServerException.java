package dev.naru.embedded;

/** A server could not be started or stopped; the message says which, why, and where its log is. */
public class ServerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ServerException(String message) {
    super(message);
  }

  public ServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
