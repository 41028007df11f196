package dev.naru.ingress.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a visitor wanted to go when a proxy asked. It comes from the visitor, so it counts only if
 * it is a path of the same host: nobody is sent elsewhere by it.
 */
final class ReturnPath {
  static final String PARAMETER = "return";

  /** Visible ASCII without backslashes, which browsers take for slashes; never two at first. */
  private static final Pattern SAFE = Pattern.compile("/(?:[!-.0-\\[\\]-~][!-\\[\\]-~]{0,2046})?");

  private ReturnPath() {}

  /** Returns the path with its query, of whichever header the proxy uses; null if there is none. */
  static @Nullable String of(HttpServletRequest request) {
    return Stream.of("X-Original-URI", "X-Forwarded-Uri")
        .map(request::getHeader)
        .filter(ReturnPath::isSafe)
        .findFirst()
        .orElse(null);
  }

  static boolean isSafe(@Nullable String path) {
    return path != null && SAFE.matcher(path).matches();
  }

  /** The waiting page of a room, which leads back there. */
  static String waitingPage(String room, @Nullable String back) {
    return back == null
        ? "/r/" + room
        : "/r/" + room + "?" + PARAMETER + "=" + URLEncoder.encode(back, StandardCharsets.UTF_8);
  }
}
