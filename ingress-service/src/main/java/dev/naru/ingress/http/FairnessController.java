package dev.naru.ingress.http;

import dev.naru.ingress.store.StoreAwayException;
import dev.naru.ingress.story.Fairness;
import dev.naru.ingress.story.FairnessFigures;
import dev.naru.ingress.story.HistoryBehindException;
import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.Rooms;
import dev.naru.model.RoomSettings;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows everybody that a room's order holds: the same for all, and good for a few seconds. */
@RestController
class FairnessController {
  private final Rooms rooms;
  private final Fairness fairness;

  FairnessController(Rooms rooms, Fairness fairness) {
    this.rooms = rooms;
    this.fairness = fairness;
  }

  @GetMapping(path = "/v1/rooms/{room}/fairness", produces = Answers.JSON)
  void look(@PathVariable("room") String room, HttpServletResponse response) throws IOException {
    Partition partition = KnownRooms.partition(rooms, room);
    RoomSettings settings = KnownRooms.settings(rooms, room);
    FairnessFigures figures = figures(room, partition);
    byte[] body =
        Json.FAIRNESS.writeValueAsBytes(
            new FairnessBody(
                room,
                Fairness.WINDOW.toSeconds(),
                figures.admissions(),
                figures.inversions(),
                figures.maxActive(),
                settings.capacity(),
                figures.estimateErrorSeconds()));
    response.setHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=5");
    Answers.write(response, HttpServletResponse.SC_OK, Answers.JSON, body);
  }

  private FairnessFigures figures(String room, Partition partition) {
    try {
      return fairness.of(room, partition.number(), partition.stamps().current().offset());
    } catch (StoreAwayException | HistoryBehindException e) {
      throw Problems.historyAway();
    }
  }
}
