package dev.naru.ingress.http;

import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.identity.SessionTokens;
import dev.naru.ingress.page.Languages;
import dev.naru.ingress.page.PlainPage;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.PageSettings;
import dev.naru.model.PageText;
import dev.naru.model.RoomSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The waiting page for those without scripts: it renews itself when the session says that there may
 * be something new, and keeps its token in a cookie of its own.
 */
@RestController
class PlainPageController {
  private static final String PATH = "/r/{room}/plain";
  private static final String REFRESH = "Refresh";
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'self'";

  private final PlainVisits visits;
  private final SessionTokens tokens;
  private final TokenCookies cookies;
  private final Languages languages;

  PlainPageController(
      PlainVisits visits, SessionTokens tokens, TokenCookies cookies, Languages languages) {
    this.visits = visits;
    this.tokens = tokens;
    this.cookies = cookies;
    this.languages = languages;
  }

  @GetMapping(PATH)
  void look(
      @PathVariable("room") String room, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String language = languages.best(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    PlainPage page = new PlainPage(language, null, null);
    try {
      RoomSettings settings = visits.settings(room);
      page = page(settings, language);
      Optional<String> objection = visits.objection(settings);
      Optional<SessionToken> token = token(room, request);
      if (token.isPresent()) {
        show(page, settings, token.get(), response, request);
      } else {
        send(response, 200, objection.map(page::sorry).orElseGet(page::join));
      }
    } catch (ProblemException e) {
      refuse(page, e.problem(), response);
    }
  }

  private static PlainPage page(RoomSettings settings, String language) {
    PageSettings look = settings.page() == null ? PageSettings.defaults() : settings.page();
    PageText words = look.in(language);
    return new PlainPage(language, words.title(), words.text());
  }

  private Optional<SessionToken> token(String room, HttpServletRequest request) {
    return tokens.verify(PlainCookie.of(request)).filter(token -> token.room().equals(room));
  }

  private void show(
      PlainPage page,
      RoomSettings settings,
      SessionToken token,
      HttpServletResponse response,
      HttpServletRequest request)
      throws IOException {
    SessionRecord session = visits.read(token);
    switch (session.state()) {
      case PENDING, WAITING -> {
        PlainWait wait = visits.wait(session);
        response.setHeader(REFRESH, Long.toString(wait.refresh().toSeconds()));
        send(
            response,
            200,
            page.waiting(session.position(), wait.estimate(), wait.paused(), wait.refresh()));
      }
      case ACTIVE -> {
        response.setHeader(REFRESH, "30"); // also a visit ends
        String secret = String.valueOf(PlainCookie.of(request));
        if (PlainVisits.isLedByCookie(settings)) {
          cookies.set(request, response, secret);
        }
        send(response, 200, page.turn(PlainVisits.target(settings, secret)));
      }
      case ENDED -> send(response, 200, page.ended(session.endedReason()));
    }
  }

  /** Joins or leaves, and shows what became of it. */
  @PostMapping(PATH)
  void act(
      @PathVariable("room") String room, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String language = languages.best(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    try {
      if ("leave".equals(request.getParameter("do"))) {
        token(room, request).ifPresent(visits::leave);
      } else {
        PlainCookie.set(request, response, visits.join(room, request, response));
      }
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader(HttpHeaders.LOCATION, request.getRequestURI());
    } catch (ProblemException e) {
      refuse(new PlainPage(language, null, null), e.problem(), response);
    }
  }

  private static void refuse(PlainPage page, Problem problem, HttpServletResponse response)
      throws IOException {
    String what =
        switch (problem.status()) {
          case 404 -> "absent";
          case 409 -> "closed";
          case 429 -> "full";
          default -> "busy";
        };
    if (problem.status() == 401) { // the token is good no longer: begin anew
      send(response, 200, page.join());
      return;
    }
    if (problem.status() != 404) {
      response.setHeader(REFRESH, "10");
    }
    send(response, problem.status(), page.sorry(what));
  }

  private static void send(HttpServletResponse response, int status, String html)
      throws IOException {
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("Referrer-Policy", "no-referrer");
    byte[] content = html.getBytes(StandardCharsets.UTF_8);
    Answers.write(response, status, "text/html;charset=UTF-8", content);
  }
}
