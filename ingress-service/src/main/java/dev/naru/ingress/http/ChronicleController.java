package dev.naru.ingress.http;

import dev.naru.ingress.history.Chronicle;
import dev.naru.ingress.history.Chronicle.Part;
import dev.naru.ingress.history.PastQuery;
import dev.naru.ingress.history.PastSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * All sessions and queries that were, in the order in which they were asked for: a page as JSON, or
 * as CSV all of it, unless a limit is given.
 */
@RestController
class ChronicleController {
  private static final String CSV = "text/csv";
  private static final int CSV_PAGE = 1_000;

  private static final Table<PastSession> SESSIONS =
      new Table<>(
          List.of(
              "sessionId",
              "room",
              "userKey",
              "ticket",
              "state",
              "joinedAt",
              "admittedAt",
              "endedAt",
              "endedReason",
              "refusal"),
          row ->
              Arrays.asList(
                  row.sessionId(),
                  row.room(),
                  row.userKey(),
                  row.ticket(),
                  row.state(),
                  row.joinedAt(),
                  row.admittedAt(),
                  row.endedAt(),
                  row.endedReason(),
                  row.refusal()),
          PastSession::sessionId);

  private static final Table<PastQuery> QUERIES =
      new Table<>(
          List.of(
              "queryId",
              "sessionId",
              "room",
              "pool",
              "state",
              "attempt",
              "submittedAt",
              "startedAt",
              "finishedAt"),
          row ->
              Arrays.asList(
                  row.queryId(),
                  row.sessionId(),
                  row.room(),
                  row.pool(),
                  row.state(),
                  row.attempt(),
                  row.submittedAt(),
                  row.startedAt(),
                  row.finishedAt()),
          PastQuery::queryId);

  private final Chronicle chronicle;

  ChronicleController(Chronicle chronicle) {
    this.chronicle = chronicle;
  }

  /** What a line of the table says of a row. */
  private record Table<T>(
      List<String> columns, Function<T, List<@Nullable Object>> fields, Function<T, UUID> id) {}

  private interface Pages<T> {
    List<T> read(int most, @Nullable UUID after);
  }

  @GetMapping(
      path = "/admin/v1/history/sessions",
      produces = {Answers.JSON, CSV})
  void sessions(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Part part = part(request);
    answer(request, response, SESSIONS, (most, after) -> chronicle.sessions(part, most, after));
  }

  @GetMapping(
      path = "/admin/v1/history/queries",
      produces = {Answers.JSON, CSV})
  void queries(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Part part = part(request);
    answer(request, response, QUERIES, (most, after) -> chronicle.queries(part, most, after));
  }

  private static <T> void answer(
      HttpServletRequest request, HttpServletResponse response, Table<T> table, Pages<T> pages)
      throws IOException {
    Paging paging = Paging.of(request);
    UUID after = paging.after(UUID::fromString);
    if (wantsCsv(request)) {
      long most = request.getParameter("limit") == null ? Long.MAX_VALUE : paging.limit();
      csv(response, table, pages, most, after);
    } else {
      List<T> found = pages.read(paging.limit() + 1, after);
      Answers.operator(
          response,
          HttpServletResponse.SC_OK,
          paging.page(found, row -> row, row -> table.id.apply(row).toString()));
    }
  }

  /** The first page is read before the answer begins: a failure still has its status. */
  private static <T> void csv(
      HttpServletResponse response, Table<T> table, Pages<T> pages, long most, @Nullable UUID after)
      throws IOException {
    List<T> page = pages.read((int) Math.min(most, CSV_PAGE), after);
    response.setContentType(CSV + ";charset=UTF-8");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    try (Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
      Csv lines = new Csv(out);
      lines.line(table.columns);
      for (long left = most; !page.isEmpty(); ) {
        for (T row : page) {
          lines.line(table.fields.apply(row));
        }
        left -= page.size();
        UUID last = table.id.apply(page.getLast());
        page =
            left == 0 || page.size() < CSV_PAGE
                ? List.of()
                : pages.read((int) Math.min(left, CSV_PAGE), last);
      }
    }
  }

  private static boolean wantsCsv(HttpServletRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    if (accept == null) {
      return false;
    }
    List<MediaType> wanted = MediaType.parseMediaTypes(accept);
    return weight(wanted, CSV) > weight(wanted, Answers.JSON);
  }

  private static double weight(List<MediaType> wanted, String type) {
    MediaType offered = MediaType.parseMediaType(type);
    return wanted.stream()
        .filter(it -> it.includes(offered))
        .mapToDouble(MediaType::getQualityValue)
        .max()
        .orElse(0);
  }

  private static Part part(HttpServletRequest request) {
    return new Part(
        request.getParameter("room"),
        time("from", request.getParameter("from")),
        time("to", request.getParameter("to")));
  }

  private static @Nullable Instant time(String name, @Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw Problems.malformed("Expected '" + name + "' to be a time such as 2026-01-31T09:00:00Z");
    }
  }
}
