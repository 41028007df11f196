package dev.naru.ingress.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Sends the files of the pages, zipped to who takes that, and not again to who has them. */
final class PageSender {
  /** Nothing from elsewhere, nothing inline: what a page may load and do. */
  private static final String POLICY =
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'self'";

  private static final String A_MINUTE = "public, max-age=60";

  private final PageFiles files = new PageFiles();

  /**
   * Sends a file, or 404.
   *
   * @param name such as {@code wait.css} or {@code lang/ko.json}
   */
  void send(String name, HttpServletRequest request, HttpServletResponse response)
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
