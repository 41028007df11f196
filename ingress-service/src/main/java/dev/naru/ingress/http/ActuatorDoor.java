package dev.naru.ingress.http;

import dev.naru.ingress.Networks;
import dev.naru.ingress.identity.IssuerAwayException;
import dev.naru.ingress.identity.Operators;
import dev.naru.ingress.identity.Role;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Of the actuator, only health and metrics are there, whatever the settings expose: the rest shows
 * the environment and the memory, secrets and all. Metrics, and what health is made of, are for who
 * sits on the same machine and does not merely come through a proxy on it, and for operators and
 * viewers from anywhere.
 */
final class ActuatorDoor extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final String HEALTH = "/actuator/health";
  private static final String METRICS = "/actuator/prometheus";

  private final transient Operators operators;

  ActuatorDoor(Operators operators) {
    this.operators = operators;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getServletPath();
    boolean metrics = isAt(METRICS, path);
    if (!metrics && !isAt(HEALTH, path)) {
      Answers.problem(response, ProblemResponses.ofStatus(404));
    } else if (isNear(request) || isKnown(Headers.bearer(request))) {
      chain.doFilter(new Trusted(request), response);
    } else if (metrics) {
      Answers.problem(response, Problems.loopbackOnly().problem());
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isAt(String root, String path) {
    return path.equals(root) || path.startsWith(root + "/");
  }

  private static boolean isNear(HttpServletRequest request) {
    boolean forwarded =
        request.getHeader("Forwarded") != null || request.getHeader("X-Forwarded-For") != null;
    return !forwarded
        && Networks.address(request.getRemoteAddr())
            .filter(InetAddress::isLoopbackAddress)
            .isPresent();
  }

  private boolean isKnown(@Nullable String token) {
    try {
      return operators.find(token).filter(known -> known.role() != Role.NONE).isPresent();
    } catch (IssuerAwayException e) {
      return false;
    }
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
