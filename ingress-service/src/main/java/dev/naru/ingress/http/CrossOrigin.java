package dev.naru.ingress.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Lets pages of the origins in the settings call the visitors' API from browsers (CORS). Others get
 * no permission, so their browsers keep the answers from them; what is not answered at all is their
 * question beforehand.
 */
final class CrossOrigin extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final String METHODS = "GET, POST, DELETE";
  private static final String ASKED =
      "Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID, Prefer";
  private static final String TOLD = "ETag, Location, Preference-Applied, Retry-After";
  private static final String AN_HOUR = "3600";

  private final Set<String> origins;

  CrossOrigin(Collection<String> origins) {
    this.origins = Set.copyOf(origins);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    // caches, too, must not give one origin what another was told
    response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    boolean open = isOpen(request.getHeader(HttpHeaders.ORIGIN));
    if (open) {
      permit(request, response);
    }
    if (!isPreflight(request)) {
      chain.doFilter(request, response);
    } else if (open) {
      permitMore(response);
    } else {
      Answers.problem(response, Problems.originNotAllowed().problem());
    }
  }

  private boolean isOpen(@Nullable String origin) {
    return origin != null && origins.contains(origin);
  }

  private static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader(HttpHeaders.ORIGIN) != null
        && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
  }

  private static void permit(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader(
        HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, request.getHeader(HttpHeaders.ORIGIN));
    // an anonymous visitor is known by a cookie; the origins are trusted one by one
    response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
    response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, TOLD);
  }

  private static void permitMore(HttpServletResponse response) {
    response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, ASKED);
    response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, AN_HOUR);
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }
}
