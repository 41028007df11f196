package dev.naru.ingress.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/**
 * The pages that may open a socket: those of this server, and those of the origins in the settings.
 * Who is no browser says none, and needs a token anyway.
 */
final class Origins {
  private final Set<String> others;

  Origins(Iterable<String> others) {
    Set<String> known = new java.util.HashSet<>();
    others.forEach(origin -> known.add(origin.toLowerCase(Locale.ROOT)));
    this.others = Set.copyOf(known);
  }

  boolean isAllowed(HttpServletRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin == null
        || others.contains(origin.toLowerCase(Locale.ROOT))
        || isOwn(origin, request);
  }

  /** Compares names only: behind a proxy that ends TLS, the scheme is another one. */
  private static boolean isOwn(String origin, HttpServletRequest request) {
    String host = request.getHeader(HttpHeaders.HOST);
    try {
      String authority = URI.create(origin).getAuthority();
      return authority != null && authority.equalsIgnoreCase(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
