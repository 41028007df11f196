package dev.naru.ingress.http;

import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.push.PushTickets;
import dev.naru.ingress.view.ViewAwayException;
import jakarta.servlet.http.HttpServletRequest;

/** Says who opens a push: the holder of a token, or of a ticket, which is used up by that. */
final class PushCallers {
  private final SessionReads sessions;
  private final PushTickets tickets;

  PushCallers(SessionReads sessions, PushTickets tickets) {
    this.sessions = sessions;
    this.tickets = tickets;
  }

  /** Returns what the request's token or ticket stands for; without a good one, 401. */
  SessionToken token(HttpServletRequest request) {
    String ticket = request.getParameter("ticket");
    if (ticket == null || Headers.bearer(request) != null) {
      return sessions.token(request);
    }
    try {
      return tickets.redeem(ticket).orElseThrow(Problems::usedTicket);
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }

  /** Issues a ticket for the token's session. */
  String ticket(SessionToken token) {
    try {
      return tickets.issue(token);
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }
}
