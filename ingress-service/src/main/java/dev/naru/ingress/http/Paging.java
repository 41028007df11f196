package dev.naru.ingress.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted.
 *
 * @param limit most items, 1 to 1,000, 100 if not given
 * @param after the last page's {@code next}; null for the first page
 */
record Paging(int limit, @Nullable String after) {
  private static final int USUAL = 100;
  private static final int MOST = 1_000;

  static Paging of(HttpServletRequest request) {
    String limit = request.getParameter("limit");
    return new Paging(limit == null ? USUAL : limit(limit), request.getParameter("after"));
  }

  private static int limit(String text) {
    boolean whole = !text.isEmpty() && text.length() <= 6 && text.chars().allMatch(Paging::isDigit);
    int limit = whole ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MOST) {
      throw Problems.malformed("Expected 'limit' to be a whole number from 1 to " + MOST);
    }
    return limit;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Reads the cursor; throws 400 for one that no page gave. */
  <T> @Nullable T after(Function<String, T> parse) {
    if (after == null) {
      return null;
    }
    try {
      return parse.apply(after);
    } catch (IllegalArgumentException e) {
      throw wrongCursor();
    }
  }

  static ProblemException wrongCursor() {
    return Problems.malformed("Expected 'after' to be the 'next' of the page before, or nothing");
  }

  /**
   * Makes the page of what was read.
   *
   * @param found one more than the limit, if there are so many
   */
  <T> PageBody page(List<T> found, Function<T, Object> item, Function<T, String> cursor) {
    List<T> shown = found.subList(0, Math.min(limit, found.size()));
    String next = found.size() > limit ? cursor.apply(shown.getLast()) : null;
    return new PageBody(shown.stream().map(item).toList(), next);
  }
}
