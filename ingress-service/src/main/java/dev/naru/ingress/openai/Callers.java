package dev.naru.ingress.openai;

import dev.naru.ingress.key.ApiKey;
import dev.naru.ingress.key.RateLimits;
import dev.naru.ingress.limit.GuardedKeys;
import dev.naru.ingress.store.StoreAwayException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Knows callers by their keys, and holds them to their rates. */
final class Callers {
  private static final String BEARER = "Bearer ";

  private final GuardedKeys keys;
  private final RateLimits rates;

  Callers(GuardedKeys keys, RateLimits rates) {
    this.keys = keys;
    this.rates = rates;
  }

  /**
   * Returns the caller's key; without a good one 401, 429 if the address showed too many that are
   * none, and 503 if that cannot be told.
   */
  ApiKey keyOf(HttpServletRequest request) {
    String value = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (value == null || !value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw DoorErrors.noKey();
    }
    String secret = value.substring(BEARER.length()).strip();
    Duration wait = keys.wait(secret, request.getRemoteAddr());
    if (!wait.isZero()) {
      throw DoorErrors.tooManyWrongKeys(wait);
    }
    try {
      return keys.find(secret, request.getRemoteAddr()).orElseThrow(DoorErrors::noKey);
    } catch (StoreAwayException e) {
      throw DoorErrors.unavailable(
          "Expected to look the key up, but Postgres does not answer; try again in a moment");
    }
  }

  /** Lets the call through, or says when the next one may come: 429. */
  void requireWithinRates(ApiKey key, @Nullable String user) {
    Duration wait = rates.take(key, user);
    if (!wait.isZero()) {
      throw DoorErrors.rateExceeded(wait);
    }
  }
}
