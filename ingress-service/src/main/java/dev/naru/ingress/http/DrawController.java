package dev.naru.ingress.http;

import dev.naru.model.Draw;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A draw and its proof, for everybody: the same for all, and good for a second. */
@RestController
class DrawController {
  private final DrawReads reads;

  DrawController(DrawReads reads) {
    this.reads = reads;
  }

  @GetMapping(path = "/v1/rooms/{room}/draws/{drawId}", produces = Answers.JSON)
  void look(
      @PathVariable("room") String room,
      @PathVariable("drawId") String id,
      HttpServletResponse response)
      throws IOException {
    Draw draw = reads.draw(room, Ids.parse(id, "draw"));
    int partition = reads.partition(room).number();
    byte[] body = Json.PROVEN_DRAW.writeValueAsBytes(ProvenDrawBody.of(draw, partition));
    response.setHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=1");
    Answers.write(response, HttpServletResponse.SC_OK, Answers.JSON, body);
  }
}
