package dev.naru.ingress.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Sends the console to whoever asks: it holds no secret, and does nothing without a token. */
@RestController
class ConsoleController {
  /** Nothing from elsewhere, nothing inline, and in nobody's frame. */
  static final String POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  /** Asked for each time, and sent when it is another: after an upgrade all of it is new. */
  private static final String ASK = "no-cache";

  private final ConsoleFiles files;

  ConsoleController(ConsoleFiles files) {
    this.files = files;
  }

  @GetMapping("/console")
  void page(HttpServletRequest request, HttpServletResponse response) throws IOException {
    send("index.html", request, response);
  }

  @GetMapping("/console/{file}")
  void file(
      @PathVariable("file") String file, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    send(file, request, response);
  }

  private void send(String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<ConsoleFile> found = files.find(name);
    if (found.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    ConsoleFile file = found.get();
    response.setHeader(HttpHeaders.CACHE_CONTROL, ASK);
    response.setHeader(HttpHeaders.ETAG, file.tag());
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    if (file.tag().equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(file.type());
    response.setContentLength(file.content().length);
    response.getOutputStream().write(file.content());
  }
}
