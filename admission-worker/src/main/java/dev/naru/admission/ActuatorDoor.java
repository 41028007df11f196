package dev.naru.admission;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of the actuator, only health and metrics are there, whatever the settings expose. Metrics, and
 * what health is made of, are for who sits on the same machine and does not merely come through a
 * proxy on it, and for operators and viewers, by their tokens, from anywhere.
 */
final class ActuatorDoor extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final String HEALTH = "/actuator/health";
  private static final String METRICS = "/actuator/prometheus";
  private static final String BEARER = "Bearer ";

  private final transient List<byte[]> tokens;

  /**
   * Opens it for some.
   *
   * @param tokens of operators and viewers; an empty one is nobody's
   */
  ActuatorDoor(List<String> tokens) {
    this.tokens =
        tokens.stream().filter(token -> !token.isEmpty()).map(ActuatorDoor::bytes).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getServletPath();
    boolean metrics = isAt(METRICS, path);
    if (!metrics && !isAt(HEALTH, path)) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    } else if (isNear(request) || isKnown(request.getHeader("Authorization"))) {
      chain.doFilter(new Trusted(request), response);
    } else if (metrics) {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isAt(String root, String path) {
    return path.equals(root) || path.startsWith(root + "/");
  }

  private static boolean isNear(HttpServletRequest request) {
    String address = request.getRemoteAddr();
    boolean forwarded =
        request.getHeader("Forwarded") != null || request.getHeader("X-Forwarded-For") != null;
    boolean loopback =
        address.startsWith("127.") || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1");
    return loopback && !forwarded;
  }

  private boolean isKnown(@Nullable String authorization) {
    if (authorization == null || !authorization.startsWith(BEARER)) {
      return false;
    }
    byte[] shown = bytes(authorization.substring(BEARER.length()));
    return tokens.stream().anyMatch(token -> MessageDigest.isEqual(token, shown));
  }

  /** Somebody, which is what Spring asks before it shows what health is made of. */
  private static final class Trusted extends HttpServletRequestWrapper {
    Trusted(HttpServletRequest request) {
      super(request);
    }

    @Override
    public Principal getUserPrincipal() {
      return () -> "trusted";
    }
  }
}
