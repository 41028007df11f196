package dev.naru.ingress.http;

import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.view.Holder;
import dev.naru.ingress.view.SessionRecord;

/**
 * A session, and what its tokens are worth.
 *
 * @param session that of a token
 */
record Holding(SessionRecord session, Holder holder) {
  /** Whether the session was transferred since that token was issued. */
  boolean isAfter(SessionToken token) {
    return holder.tokensSince() > token.offset();
  }
}
