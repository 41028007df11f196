package dev.naru.ingress.http;

import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.identity.SessionTokens;
import dev.naru.ingress.view.Rooms;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.Names;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells a proxy whether a request may pass: 204 for the token of an active session of the room, 401
 * with the waiting page for all others. A room that does not exist is 403: nginx knows what to do
 * with 401 and 403, and takes all else for a fault.
 */
@RestController
class VerifyController {
  private static final String SESSION = "X-Naru-Session";
  private static final String USER = "X-Naru-User";

  private final Rooms rooms;
  private final SessionTokens tokens;
  private final TokenCookies cookies;
  private final SessionReads reads;

  VerifyController(Rooms rooms, SessionTokens tokens, TokenCookies cookies, SessionReads reads) {
    this.rooms = rooms;
    this.tokens = tokens;
    this.cookies = cookies;
    this.reads = reads;
  }

  @GetMapping("/v1/verify")
  void verify(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String room = requireRoom(request.getParameter("room"));
    for (SessionToken token : candidates(request)) {
      Optional<Holding> active = token.room().equals(room) ? reads.active(token) : Optional.empty();
      if (active.isPresent()) {
        pass(active.get(), response);
        return;
      }
    }
    response.setHeader(HttpHeaders.LOCATION, ReturnPath.waitingPage(room, ReturnPath.of(request)));
    Answers.problem(response, Problems.notAdmitted(room).problem());
  }

  private String requireRoom(@Nullable String room) {
    if (room == null) {
      throw Problems.malformed("Expected '?room=' with the name of a room");
    }
    try {
      if (!Names.isName(room) || rooms.settings(room).isEmpty()) {
        throw Problems.noRoomToVerify();
      }
      return room;
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }

  /** A bearer token may be the site's own, of which Naru knows nothing: then the cookie counts. */
  private List<SessionToken> candidates(HttpServletRequest request) {
    List<SessionToken> candidates = new ArrayList<>();
    tokens.verify(Headers.bearer(request)).ifPresent(candidates::add);
    candidates.addAll(cookies.of(request));
    return candidates;
  }

  private static void pass(Holding holding, HttpServletResponse response) {
    response.setHeader(SESSION, holding.session().id().toString());
    String user = holding.holder().userKey();
    if (user != null) {
      response.setHeader(USER, HeaderText.encode(user));
    }
    Answers.nothing(response, HttpServletResponse.SC_NO_CONTENT, Prefer.NOTHING);
  }
}
