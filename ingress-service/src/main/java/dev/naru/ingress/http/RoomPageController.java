package dev.naru.ingress.http;

import dev.naru.ingress.page.Languages;
import dev.naru.ingress.view.PoolRecord;
import dev.naru.ingress.view.RoomRecord;
import dev.naru.ingress.view.Rooms;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;
import dev.naru.model.UpstreamKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How a room's waiting page looks, in the reader's language; good for ten seconds. */
@RestController
class RoomPageController {
  private final Rooms rooms;
  private final Languages languages;

  RoomPageController(Rooms rooms, Languages languages) {
    this.rooms = rooms;
    this.languages = languages;
  }

  @GetMapping(path = "/v1/rooms/{room}/page", produces = Answers.JSON)
  void look(
      @PathVariable("room") String room, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RoomSettings settings = KnownRooms.settings(rooms, room);
    String asked = request.getParameter("lang");
    String language =
        languages.best(asked == null ? request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) : asked);
    RoomPageBody body =
        RoomPageBody.of(
            room, settings, language, opensAt(room, settings), upstream(room, settings));
    response.setHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=10");
    response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    Answers.write(
        response, HttpServletResponse.SC_OK, Answers.JSON, Json.ROOM_PAGE.writeValueAsBytes(body));
  }

  /** When a room that is not open yet opens by its schedule. */
  private @Nullable Instant opensAt(String room, RoomSettings settings) {
    if (settings.schedule() == null) {
      return null;
    }
    try {
      RoomRecord now =
          rooms.partition(room).flatMap(partition -> partition.view().room(room)).orElse(null);
      boolean ahead =
          now != null
              && now.status() != RoomStatus.OPEN
              && now.opening() != null
              && now.opening().opensAt().isAfter(Instant.now());
      return now != null && now.opening() != null && ahead ? now.opening().opensAt() : null;
    } catch (ViewAwayException e) {
      return null; // the page does without
    }
  }

  private @Nullable UpstreamKind upstream(String room, RoomSettings settings) {
    try {
      return rooms
          .partition(room)
          .flatMap(partition -> partition.view().pool(settings.pools().getFirst()))
          .map(PoolRecord::settings)
          .map(pool -> pool.upstream().kind())
          .orElse(null);
    } catch (ViewAwayException e) {
      return null; // the page does without
    }
  }
}
