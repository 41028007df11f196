package dev.naru.ingress.push;

import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.view.RedisLink;
import dev.naru.model.wire.ViewKeys;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tickets in Redis: who takes one removes it in the same step. */
final class RedisPushTickets implements PushTickets {
  private static final long GOOD_SECONDS = 30;
  private static final int BYTES = 24;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{32}");

  private final RedisLink link;
  private final SecureRandom random = new SecureRandom();

  RedisPushTickets(RedisLink link) {
    this.link = link;
  }

  @Override
  public String issue(SessionToken token) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    String key = ViewKeys.pushTicket(ticket);
    String done = link.call(redis -> redis.async().setex(key, GOOD_SECONDS, token.text()));
    if (!"OK".equals(done)) {
      throw new IllegalStateException("Expected Redis to say OK to SETEX, but it said " + done);
    }
    return ticket;
  }

  @Override
  public Optional<SessionToken> redeem(String ticket) {
    if (!FORM.matcher(ticket).matches()) {
      return Optional.empty();
    }
    @Nullable String kept = link.call(redis -> redis.async().getdel(ViewKeys.pushTicket(ticket)));
    return Optional.ofNullable(kept).map(SessionToken::ofText);
  }
}
