package dev.naru.ingress.http;

import dev.naru.ingress.figures.Point;
import dev.naru.ingress.figures.RoomSeries;
import dev.naru.ingress.figures.Window;
import dev.naru.ingress.view.RoomRecord;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What a room was like within the last hour or day. */
@RestController
class FiguresController {
  private final OperatorReads reads;
  private final RoomSeries series;

  FiguresController(OperatorReads reads, RoomSeries series) {
    this.reads = reads;
    this.series = series;
  }

  /** A series; each point is so long. */
  record SeriesBody(String room, long stepSeconds, List<Point> points) {}

  @GetMapping(path = "/admin/v1/rooms/{room}/series", produces = Answers.JSON)
  void series(
      @PathVariable("room") String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Window window = window(request.getParameter("window"));
    RoomRecord room = reads.room(name);
    List<Point> points = series.of(room.name(), window, room.waiting());
    Answers.operator(
        response,
        HttpServletResponse.SC_OK,
        new SeriesBody(room.name(), window.step().toSeconds(), points));
  }

  private static Window window(@Nullable String text) {
    return switch (text == null ? "1h" : text) {
      case "1h" -> Window.HOUR;
      case "1d" -> Window.DAY;
      default -> throw Problems.malformed("Expected 'window' to be 1h or 1d, but it is another");
    };
  }
}
