package dev.naru.ingress.http;

import dev.naru.ingress.push.BodyDigest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What operators watch: which rooms and pools there are, and what goes on in one of them. */
@RestController
class LiveController {
  private final LiveReads lives;
  private final OperatorReads reads;

  LiveController(LiveReads lives, OperatorReads reads) {
    this.lives = lives;
    this.reads = reads;
  }

  @GetMapping(path = "/admin/v1/rooms", produces = Answers.JSON)
  void rooms(HttpServletRequest request, HttpServletResponse response) throws IOException {
    list(request, response, lives.rooms(), name -> OperatedRoomBody.of(reads.room(name)));
  }

  @GetMapping(path = "/admin/v1/pools", produces = Answers.JSON)
  void pools(HttpServletRequest request, HttpServletResponse response) throws IOException {
    list(request, response, lives.pools(), name -> OperatedPoolBody.of(reads.pool(name)));
  }

  private static void list(
      HttpServletRequest request,
      HttpServletResponse response,
      List<String> names,
      Function<String, Object> body)
      throws IOException {
    Paging paging = Paging.of(request);
    String after = paging.after(name -> name);
    List<String> found =
        names.stream()
            .filter(name -> after == null || name.compareTo(after) > 0)
            .limit(paging.limit() + 1L)
            .toList();
    Answers.operator(response, HttpServletResponse.SC_OK, paging.page(found, body, name -> name));
  }

  @GetMapping(path = "/admin/v1/pools/{pool}/slots", produces = Answers.JSON)
  void slots(
      @PathVariable("pool") String pool, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    tagged(lives.pool(pool), request, response);
  }

  @GetMapping(path = "/admin/v1/rooms/{room}/live", produces = Answers.JSON)
  void live(
      @PathVariable("room") String room, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    tagged(lives.room(room), request, response);
  }

  /** Whoever asks every second is not told the same again. */
  private static void tagged(Object body, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] content = Json.OPERATOR.writeValueAsBytes(body);
    String tag = "W/\"" + BodyDigest.of(new String(content, StandardCharsets.UTF_8)) + '"';
    response.setHeader(HttpHeaders.ETAG, tag);
    if (EntityTags.matches(Headers.ifNoneMatch(request), tag)) {
      Answers.nothing(response, HttpServletResponse.SC_NOT_MODIFIED, Prefer.NOTHING);
    } else {
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      Answers.write(response, HttpServletResponse.SC_OK, Answers.JSON, content);
    }
  }
}
