package dev.naru.ingress.identity;

/** The keys of a token's issuer cannot be had: whether the token is good cannot be told. */
public final class IssuerAwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public IssuerAwayException(Throwable cause) {
    super("Expected the keys of the issuer, but they cannot be had", cause);
  }
}
