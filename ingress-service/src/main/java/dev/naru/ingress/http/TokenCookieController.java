package dev.naru.ingress.http;

import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.SessionState;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Making the token a cookie, for what a browser asks by itself. Only the token as a header does
 * that, which no other site can send: nobody is given somebody else's session.
 */
@RestController
class TokenCookieController {
  private static final String COOKIE = "/v1/sessions/{id}/cookie";

  private final SessionReads reads;
  private final TokenCookies cookies;

  TokenCookieController(SessionReads reads, TokenCookies cookies) {
    this.reads = reads;
    this.cookies = cookies;
  }

  @PostMapping(COOKIE)
  void set(
      @PathVariable("id") String path, HttpServletRequest request, HttpServletResponse response) {
    SessionToken token = reads.token(request);
    UUID id = Ids.parse(path, "session");
    SessionRecord session = reads.read(id, token).thing();
    if (session.state() == SessionState.ENDED) {
      throw Problems.ended();
    }
    cookies.set(request, response, Objects.requireNonNull(Headers.bearer(request)));
    Answers.nothing(response, HttpServletResponse.SC_NO_CONTENT, Prefer.NOTHING);
  }

  /** Needs no token: whoever has lost it may still get rid of the cookie. */
  @DeleteMapping(COOKIE)
  void clear(
      @PathVariable("id") String path, HttpServletRequest request, HttpServletResponse response) {
    Ids.parse(path, "session");
    cookies.clear(request, response);
    Answers.nothing(response, HttpServletResponse.SC_NO_CONTENT, Prefer.NOTHING);
  }
}
