package dev.naru.ingress.http;

import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.identity.SessionTokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The cookie {@code naru_token}: a session's token for requests that a browser makes by itself,
 * such as those that a proxy asks about. It opens {@code /v1/verify} and nothing else, so that no
 * other site can do anything with it.
 */
final class TokenCookies {
  static final String NAME = "naru_token";

  private final SessionTokens tokens;

  TokenCookies(SessionTokens tokens) {
    this.tokens = tokens;
  }

  /** Returns what the request's cookies of that name say, as far as they are good. */
  List<SessionToken> of(HttpServletRequest request) {
    return Cookies.values(request, NAME).stream()
        .map(tokens::verify)
        .flatMap(Optional::stream)
        .toList();
  }

  void set(HttpServletRequest request, HttpServletResponse response, String token) {
    Cookies.set(request, response, NAME, token, tokens.life());
  }

  void clear(HttpServletRequest request, HttpServletResponse response) {
    Cookies.clear(request, response, NAME);
  }

  /** Clears the cookie if it is of that session, which is over. */
  void clear(
      HttpServletRequest request, HttpServletResponse response, UUID liveId, SessionToken token) {
    boolean own =
        of(request).stream()
            .map(SessionToken::sessionId)
            .anyMatch(id -> id.equals(liveId) || id.equals(token.sessionId()));
    if (own) {
      clear(request, response);
    }
  }
}
