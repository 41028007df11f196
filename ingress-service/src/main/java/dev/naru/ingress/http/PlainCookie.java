package dev.naru.ingress.http;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** Where a browser without scripts keeps its token: for the plain page of one room alone. */
final class PlainCookie {
  private static final String NAME = "naru_plain";
  private static final Duration LIFE = Duration.ofDays(1);

  private PlainCookie() {}

  static @Nullable String of(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
      if (cookie.getName().equals(NAME)) {
        return cookie.getValue();
      }
    }
    return null;
  }

  static void set(HttpServletRequest request, HttpServletResponse response, String token) {
    ResponseCookie cookie =
        ResponseCookie.from(NAME, token)
            .path(request.getRequestURI())
            .httpOnly(true)
            .sameSite("Lax")
            .secure(request.isSecure())
            .maxAge(LIFE)
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }
}
