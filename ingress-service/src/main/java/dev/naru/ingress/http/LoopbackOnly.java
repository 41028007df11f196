package dev.naru.ingress.http;

import dev.naru.ingress.identity.IssuerAwayException;
import dev.naru.ingress.identity.Operators;
import dev.naru.ingress.identity.Role;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Lets through who sits on the same machine, and does not merely come through a proxy on it; and
 * operators from anywhere.
 */
final class LoopbackOnly extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient Operators operators;

  LoopbackOnly(Operators operators) {
    this.operators = operators;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean forwarded =
        request.getHeader("Forwarded") != null || request.getHeader("X-Forwarded-For") != null;
    boolean near = !forwarded && isLoopback(request.getRemoteAddr());
    if (near || isKnown(Headers.bearer(request))) {
      chain.doFilter(request, response);
    } else {
      Answers.problem(
          response,
          Problem.of(
              403,
              "loopback-only",
              "Only for callers on this machine",
              "Ask from the machine itself, or with an operator's token"));
    }
  }

  /** Metrics change nothing: a viewer may read them too. */
  private boolean isKnown(@Nullable String token) {
    try {
      return operators.find(token).filter(known -> known.role() != Role.NONE).isPresent();
    } catch (IssuerAwayException e) {
      return false;
    }
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
