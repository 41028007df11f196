package dev.naru.ingress.http;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a change of settings comes to, before it is made.
 *
 * @param before null if there is nothing yet
 */
record DryRun(@Nullable SettingsBody before, SettingsBody after) {

  /** Whether the request only asks what would change. */
  static boolean isWanted(HttpServletRequest request) {
    Boolean flag = LetterFilters.flag(request.getParameter("dryRun"));
    return flag != null && flag;
  }
}
