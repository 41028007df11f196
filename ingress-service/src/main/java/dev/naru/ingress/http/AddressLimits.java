package dev.naru.ingress.http;

import dev.naru.ingress.limit.GuardedKeys;
import dev.naru.ingress.limit.Limits;
import dev.naru.ingress.store.StoreAwayException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Counts, by address, what anybody may do: joins, transfers, and pushes and sockets that are
 * opened; too many are {@code 429}. Codes of transfers are short: whoever tried too many that were
 * none may try no more for a while. Back ends with an API key have their own rates.
 */
final class AddressLimits extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final String ROOMS = "/v1/rooms/";
  private static final String PAGES = "/r/";
  private static final String TRANSFERS = "/v1/transfers/";

  private final transient Limits limits;
  private final transient GuardedKeys keys;

  AddressLimits(Limits limits, GuardedKeys keys) {
    this.limits = limits;
    this.keys = keys;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getServletPath();
    boolean transfer = path.startsWith(TRANSFERS);
    Duration wait = wait(request, path, transfer);
    if (!wait.isZero()) {
      Answers.problem(response, Problems.rateLimited(wait).problem());
      return;
    }
    chain.doFilter(request, response);
    if (transfer && isFailure(response.getStatus())) {
      limits.countFailure(request.getRemoteAddr());
    }
  }

  private Duration wait(HttpServletRequest request, String path, boolean transfer) {
    String address = request.getRemoteAddr();
    if (transfer) {
      Duration wait = limits.lookAtFailures(address);
      if (!wait.isZero()) {
        return wait;
      }
    }
    return isCounted(request.getMethod(), path) && !isBackEnd(Headers.bearer(request), address)
        ? limits.takeOfAddress(address)
        : Duration.ZERO;
  }

  private static boolean isCounted(String method, String path) {
    return switch (method) {
      case "POST" -> path.startsWith(ROOMS) || path.startsWith(PAGES) || path.startsWith(TRANSFERS);
      case "GET" -> path.endsWith("/events") || path.equals("/v1/ws");
      default -> false;
    };
  }

  private boolean isBackEnd(@Nullable String secret, String address) {
    try {
      return secret != null
          && keys.wait(secret, address).isZero()
          && keys.find(secret, address).isPresent();
    } catch (StoreAwayException e) {
      return false;
    }
  }

  private static boolean isFailure(int status) {
    return status == HttpServletResponse.SC_UNAUTHORIZED
        || status == HttpServletResponse.SC_NOT_FOUND;
  }
}
