package dev.naru.model;

/** Who supplies the user key of a session: see the public contract, "identity modes". */
public enum IdentityMode {
  /** Taken as given: closed networks and tests only. */
  OPEN,
  /** Supplied by a trusted back end with an API key. */
  API_KEY,
  /** The {@code sub} of the user's own JWT. */
  OIDC,
  /** Made by Naru and kept in a cookie. */
  ANONYMOUS
}
