package dev.naru.ingress.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Sends the static files: the waiting page, the client for own pages, and what they need. */
@RestController
class PageController {
  /** Nothing from elsewhere, nothing inline: what a page may load and do. */
  static final String POLICY =
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'self'";

  private static final String A_MINUTE = "public, max-age=60";

  private final PageFiles files;
  private final Languages languages;

  PageController(PageFiles files, Languages languages) {
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
      send("wait.html", request, response);
    }
  }

  @GetMapping("/naru.js")
  void client(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    send("naru.js", request, response);
  }

  @GetMapping("/naru.d.ts")
  void clientTypes(HttpServletRequest request, HttpServletResponse response) throws IOException {
    send("naru.d.ts", request, response);
  }

  /** The words in the reader's language; {@code ?lang=ko} asks for one. */
  @GetMapping("/page/words")
  void words(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String asked = request.getParameter("lang");
    String language =
        languages.best(asked == null ? request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) : asked);
    response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language);
    send("lang/" + language + ".json", request, response);
  }

  @GetMapping("/page/{file}")
  void file(
      @PathVariable("file") String file, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    send(file, request, response);
  }

  @GetMapping("/page/{folder}/{file}")
  void file(
      @PathVariable("folder") String folder,
      @PathVariable("file") String file,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    send(folder + "/" + file, request, response);
  }

  private void send(String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<PageFile> file = files.find(name);
    if (file.isPresent()) {
      send(file.get(), request, response);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static void send(PageFile file, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean zipped = holds(request.getHeader(HttpHeaders.ACCEPT_ENCODING), "gzip");
    String tag = '"' + file.tag() + (zipped ? "-gz" : "") + '"';
    response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    response.setHeader(HttpHeaders.CACHE_CONTROL, A_MINUTE);
    response.setHeader(HttpHeaders.ETAG, tag);
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    if (holds(request.getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    byte[] content = zipped ? file.zipped() : file.plain();
    if (zipped) {
      response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    response.setContentType(file.type());
    response.setContentLength(content.length);
    response.getOutputStream().write(content);
  }

  private static boolean holds(@Nullable String header, String part) {
    return header != null && header.contains(part);
  }
}
