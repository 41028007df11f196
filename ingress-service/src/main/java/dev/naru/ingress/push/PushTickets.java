package dev.naru.ingress.push;

import dev.naru.ingress.identity.SessionToken;
import java.util.Optional;

/**
 * Tickets that open one push each, for browsers, which cannot send a token with an EventSource.
 * They are good for 30 s, on any ingress. Both methods throw {@link
 * dev.naru.ingress.view.ViewAwayException} if Redis does not answer.
 */
public interface PushTickets {

  /** Issues a ticket for the session of the token. */
  String issue(SessionToken token);

  /** Takes a ticket, for ever; empty if there is none such, or no longer. */
  Optional<SessionToken> redeem(String ticket);
}
