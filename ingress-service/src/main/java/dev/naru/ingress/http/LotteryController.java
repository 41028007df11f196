package dev.naru.ingress.http;

import dev.naru.ingress.store.StoreAwayException;
import dev.naru.ingress.story.Drawings;
import dev.naru.ingress.story.Drawings.Drawn;
import dev.naru.model.Lottery;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The proof that nobody chose the order of those who came before a room opened. */
@RestController
class LotteryController {
  private static final String LOTTERY = "/v1/rooms/{room}/lottery";

  private final OperatorReads reads;
  private final Drawings drawings;

  LotteryController(OperatorReads reads, Drawings drawings) {
    this.reads = reads;
    this.drawings = drawings;
  }

  @GetMapping(path = LOTTERY, produces = Answers.JSON)
  void look(@PathVariable("room") String room, HttpServletResponse response) throws IOException {
    answer(response, Json.LOTTERY.writeValueAsBytes(LotteryBody.of(room, lottery(room))));
  }

  /** Who took part, in the order drawn: with it, all that it takes to work the order out again. */
  @GetMapping(path = LOTTERY + "/participants", produces = Answers.JSON)
  void list(
      @PathVariable("room") String room, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Paging paging = Paging.of(request);
    Long after = paging.after(Long::valueOf);
    List<Drawn> drawn = drawn(room, paging.limit() + 1, after == null ? 0 : after);
    PageBody page = paging.page(drawn, each -> each, each -> String.valueOf(each.ticket()));
    answer(response, Json.PAGE.writeValueAsBytes(page));
  }

  private List<Drawn> drawn(String room, int most, long after) {
    try {
      return drawings.of(room, lottery(room), most, after);
    } catch (StoreAwayException e) {
      throw Problems.historyAway();
    }
  }

  private Lottery lottery(String room) {
    Lottery lottery = reads.room(room).lottery();
    if (lottery == null) {
      throw Problems.unknown("lottery");
    }
    return lottery;
  }

  private static void answer(HttpServletResponse response, byte[] body) throws IOException {
    response.setHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=1");
    Answers.write(response, HttpServletResponse.SC_OK, Answers.JSON, body);
  }
}
