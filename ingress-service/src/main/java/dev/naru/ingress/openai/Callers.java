package dev.naru.ingress.openai;

import dev.naru.ingress.key.ApiKey;
import dev.naru.ingress.key.KeyRing;
import dev.naru.ingress.key.RateLimits;
import dev.naru.ingress.store.StoreAwayException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Knows callers by their keys, and holds them to their rates. */
final class Callers {
  private static final String BEARER = "Bearer ";

  private final KeyRing keys;
  private final RateLimits limits;

  Callers(KeyRing keys, RateLimits limits) {
    this.keys = keys;
    this.limits = limits;
  }

  /** Returns the caller's key; without a good one 401, and 503 if that cannot be told. */
  ApiKey keyOf(HttpServletRequest request) {
    String value = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (value == null || !value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw DoorErrors.noKey();
    }
    try {
      return keys.find(value.substring(BEARER.length()).strip()).orElseThrow(DoorErrors::noKey);
    } catch (StoreAwayException e) {
      throw DoorErrors.unavailable(
          "Expected to look the key up, but Postgres does not answer; try again in a moment");
    }
  }

  /** Lets the call through, or says when the next one may come: 429. */
  void requireWithinRates(ApiKey key, @Nullable String user) {
    Duration wait = limits.take(key, user);
    if (!wait.isZero()) {
      throw DoorErrors.rateExceeded(wait);
    }
  }
}
