package dev.naru.model.event;

import java.util.List;
import java.util.UUID;

/**
 * Some of those who wait have new tickets, in the order drawn, and stand in the line by them.
 *
 * @param firstTicket of the first of these; each next one has the next ticket
 * @param ahead how many were drawn before the first of these
 */
public record SessionsDrawn(String room, long firstTicket, int ahead, List<UUID> sessionIds)
    implements Event {
  public SessionsDrawn {
    sessionIds = List.copyOf(sessionIds);
  }
}
