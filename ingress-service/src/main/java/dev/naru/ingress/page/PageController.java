package dev.naru.ingress.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Sends the static files: the waiting page, the client for own pages, and what they need. */
@RestController
class PageController {
  private final PageSender files;
  private final Languages languages;

  PageController(PageSender files, Languages languages) {
    this.files = files;
    this.languages = languages;
  }

  /** The same for every room: it asks for what is the room's own. */
  @GetMapping("/r/{room}")
  void waitingPage(
      @PathVariable("room") String room, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if ("plain".equals(request.getQueryString())) {
      // where the static page sends those without scripts; it does not know its room's name
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader(HttpHeaders.LOCATION, request.getRequestURI() + "/plain");
    } else {
      files.send("wait.html", request, response);
    }
  }

  @GetMapping("/naru.js")
  void client(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    files.send("naru.js", request, response);
  }

  @GetMapping("/naru.d.ts")
  void clientTypes(HttpServletRequest request, HttpServletResponse response) throws IOException {
    files.send("naru.d.ts", request, response);
  }

  /** The words in the reader's language; {@code ?lang=ko} asks for one. */
  @GetMapping("/page/words")
  void words(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String asked = request.getParameter("lang");
    String language =
        languages.best(asked == null ? request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) : asked);
    response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language);
    files.send("lang/" + language + ".json", request, response);
  }

  @GetMapping("/page/{file}")
  void file(
      @PathVariable("file") String file, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    files.send(file, request, response);
  }

  @GetMapping("/page/{folder}/{file}")
  void file(
      @PathVariable("folder") String folder,
      @PathVariable("file") String file,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    files.send(folder + "/" + file, request, response);
  }
}
