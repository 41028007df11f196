package dev.naru.standalone;

import java.nio.file.Path;

/** What the user reads when Naru is ready. */
final class Banner {
  private static final String TEXT =
      """

      Naru is ready: %1$s
      Data folder:   %2$s
      Ctrl-C stops it, and the next start carries on from here. Try, in another terminal:

      S=$(curl -s -H 'Content-Type: application/json' -H 'Prefer: wait=5' -d '{"userKey":"u-1"}' %1$s/v1/rooms/%3$s/sessions); echo "$S"
      curl -s %1$s/v1/rooms/%3$s; echo
      curl -s -H "Authorization: Bearer $(echo "$S" | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')" -H 'Content-Type: application/json' -H 'Prefer: wait=5' -d '{"payload":{"ask":"hello"}}' %1$s/v1/sessions/$(echo "$S" | sed 's/.*"sessionId":"\\([^"]*\\)".*/\\1/')/queries; echo
      """;

  private Banner() {}

  static String of(String http, Path data, String room) {
    return TEXT.formatted(http, data, room);
  }
}
