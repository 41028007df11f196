package dev.naru.ingress.transfer;

import dev.naru.ingress.identity.SessionToken;
import java.time.Instant;
import java.util.Optional;

/**
 * Codes that allow one transfer each, for 5 minutes, on any ingress. That only one is done is the
 * log's affair; a code that got lost with Redis is asked for anew. Both methods throw {@link
 * dev.naru.ingress.view.ViewAwayException} if Redis does not answer.
 */
public interface TransferCodes {

  /** Issues a code for the session of the token, good for as long as the token is. */
  Issued issue(SessionToken token);

  /** Returns the token that a code was issued for; empty if there is no such code, or no longer. */
  Optional<SessionToken> find(TransferCode code);

  /** A code and the end of its time. */
  record Issued(TransferCode code, Instant expiresAt) {}
}
