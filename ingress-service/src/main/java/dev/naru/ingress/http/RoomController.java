package dev.naru.ingress.http;

import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.RoomFigures;
import dev.naru.ingress.view.RoomRecord;
import dev.naru.ingress.view.Rooms;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.Names;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What everybody may know of a room: the same for all, and good for a second. */
@RestController
class RoomController {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final RoomFigures figures;
  private final Rooms rooms;
  private final Clock clock;

  RoomController(RoomFigures figures, Rooms rooms, Clock clock) {
    this.figures = figures;
    this.rooms = rooms;
    this.clock = clock;
  }

  @GetMapping(path = "/v1/rooms/{room}", produces = Answers.JSON)
  void look(@PathVariable("room") String name, HttpServletResponse response) throws IOException {
    RoomRecord room = read(name);
    byte[] body = Json.ROOM.writeValueAsBytes(RoomBody.of(room, clock.millis()));
    response.setHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=1");
    Answers.write(response, HttpServletResponse.SC_OK, Answers.JSON, body);
  }

  private RoomRecord read(String name) {
    if (!Names.isName(name)) {
      throw Problems.unknown("room");
    }
    try {
      Partition partition = rooms.partition(name).orElseThrow(() -> Problems.unknown("room"));
      RoomRecord room = figures.of(name, PATIENCE).orElseThrow(() -> Problems.unknown("room"));
      String objection = partition.currency().objection(room.head());
      if (objection != null) {
        throw Problems.viewBehind(objection);
      }
      return room;
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }
}
