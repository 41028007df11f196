package dev.naru.ingress.http;

import dev.naru.ingress.identity.AnonymousVisitors;
import dev.naru.ingress.identity.AnonymousVisitors.Visitor;
import dev.naru.ingress.identity.IssuerAwayException;
import dev.naru.ingress.identity.Issuers;
import dev.naru.ingress.identity.UserTokens;
import dev.naru.ingress.key.ApiKey;
import dev.naru.ingress.key.KeyRing;
import dev.naru.ingress.key.RateLimits;
import dev.naru.model.IdentityMode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says who joins a room, by its identity mode:
 *
 * <pre>
 *   open       whoever the content names
 *   apiKey     whoever the content names; the caller shows an API key of the room
 *   oidc       whoever the caller's token of the issuer says
 *   anonymous  whoever the caller's cookie says; without one, somebody new, who is given one
 * </pre>
 */
final class Identities {
  static final String COOKIE = "naru_visitor";
  private static final Duration COOKIE_LIFE = Duration.ofDays(30);

  private final KeyRing keys;
  private final RateLimits limits;
  private final Issuers issuers;
  private final AnonymousVisitors visitors;

  Identities(KeyRing keys, RateLimits limits, Issuers issuers, AnonymousVisitors visitors) {
    this.keys = keys;
    this.limits = limits;
    this.issuers = issuers;
    this.visitors = visitors;
  }

  /** Whether rooms of that mode can be joined here. */
  boolean canCheck(IdentityMode mode) {
    return mode != IdentityMode.OIDC || issuers.users().isPresent();
  }

  /**
   * Returns who joins; 401 or 403 for a caller who may not, 429 for one who does so too often, 503
   * if that cannot be told. A cookie is given before anything can fail: a request that is repeated
   * with it is the same visitor's.
   */
  JoinIdentity of(
      String room, IdentityMode mode, HttpServletRequest request, HttpServletResponse response) {
    return switch (mode) {
      case OPEN -> JoinIdentity.OPEN;
      case API_KEY -> backEnd(room, Headers.bearer(request));
      case OIDC -> user(room, Headers.bearer(request));
      case ANONYMOUS -> visitor(request, response);
    };
  }

  private JoinIdentity backEnd(String room, @Nullable String secret) {
    if (secret == null) {
      throw Problems.apiKeyNeeded();
    }
    ApiKey key = keys.find(secret).orElseThrow(Problems::apiKeyNeeded);
    if (!key.room().equals(room)) {
      throw Problems.foreignApiKey();
    }
    Duration wait = limits.take(key, null);
    if (!wait.isZero()) {
      throw Problems.tooManyAttempts(wait);
    }
    return new JoinIdentity(null, key.id().toString());
  }

  private JoinIdentity user(String room, @Nullable String token) {
    UserTokens users = issuers.users().orElseThrow(() -> Problems.identityNotAvailable(room));
    try {
      String userKey = users.userKey(token).orElseThrow(Problems::userTokenNeeded);
      return new JoinIdentity(userKey, userKey);
    } catch (IssuerAwayException e) {
      throw Problems.issuerAway();
    }
  }

  private JoinIdentity visitor(HttpServletRequest request, HttpServletResponse response) {
    Visitor visitor = visitors.of(Cookies.values(request, COOKIE));
    Cookies.set(request, response, COOKIE, visitor.cookie(), COOKIE_LIFE);
    return new JoinIdentity(visitor.userKey(), visitor.userKey());
  }

  /** Gives the cookie of a visitor without a name to the device that its place has moved to. */
  void moveTo(@Nullable String userKey, HttpServletRequest request, HttpServletResponse response) {
    if (userKey != null) {
      visitors
          .ofUserKey(userKey)
          .ifPresent(
              visitor -> Cookies.set(request, response, COOKIE, visitor.cookie(), COOKIE_LIFE));
    }
  }
}
