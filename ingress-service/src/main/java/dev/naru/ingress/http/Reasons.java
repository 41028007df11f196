package dev.naru.ingress.http;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Why an operator does something: a parameter or a field {@code reason}, for the audit. */
final class Reasons {
  private static final int MOST_CHARACTERS = 1_000;

  private Reasons() {}

  /** The reason that the request gives; null if it gives none. */
  static @Nullable String of(HttpServletRequest request, Fields fields) {
    String field = fields.text("reason");
    String parameter = request.getParameter("reason");
    return checked(field == null ? parameter : field);
  }

  static @Nullable String ofParameter(HttpServletRequest request) {
    return checked(request.getParameter("reason"));
  }

  private static @Nullable String checked(@Nullable String reason) {
    boolean good =
        reason == null
            || !reason.isBlank()
                && reason.length() <= MOST_CHARACTERS
                && reason.codePoints().noneMatch(Character::isISOControl);
    if (!good) {
      throw Problems.malformed(
          "Expected 'reason' to be 1 to "
              + MOST_CHARACTERS
              + " characters without control characters");
    }
    return reason;
  }

  /**
   * The reason that the request must give.
   *
   * @param because why it must, for people
   */
  static String required(HttpServletRequest request, Fields fields, String because) {
    String reason = of(request, fields);
    if (reason == null) {
      throw Problems.malformed(
          "Expected a 'reason', as a parameter or a field, but there is none: " + because);
    }
    return reason;
  }
}
