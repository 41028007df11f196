package dev.naru.ingress;

import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.push.PushTickets;
import dev.naru.ingress.view.ViewAwayException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Tickets in memory; they never grow old. */
public final class FakePushTickets implements PushTickets {
  private final Map<String, SessionToken> issued = new ConcurrentHashMap<>();

  private volatile boolean away;

  public void away(boolean isAway) {
    away = isAway;
  }

  private void requireThere() {
    if (away) {
      throw new ViewAwayException("away", null);
    }
  }

  @Override
  public String issue(SessionToken token) {
    requireThere();
    String ticket = UUID.randomUUID().toString();
    issued.put(ticket, token);
    return ticket;
  }

  @Override
  public Optional<SessionToken> redeem(String ticket) {
    requireThere();
    return Optional.ofNullable(issued.remove(ticket));
  }
}
