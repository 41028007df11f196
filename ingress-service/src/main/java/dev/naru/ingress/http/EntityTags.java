package dev.naru.ingress.http;

import dev.naru.ingress.view.QueryRecord;
import dev.naru.ingress.view.SessionRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Weak entity tags over what matters of a body: not over estimates, tokens and advice. They hold
 * the values themselves, so that two bodies never share one by accident.
 */
final class EntityTags {
  private EntityTags() {}

  static String of(SessionRecord session) {
    return tag(
        session.id(),
        session.state(),
        session.ticket(),
        session.position(),
        session.admittedAt(),
        session.expiresAt(),
        session.endedReason(),
        session.refusal());
  }

  static String of(QueryRecord query) {
    return tag(
        query.id(),
        query.state(),
        query.position(),
        query.attempt(),
        query.submittedAt(),
        query.startedAt(),
        query.finishedAt());
  }

  private static String tag(@Nullable Object... parts) {
    StringBuilder tag = new StringBuilder(96).append("W/\"");
    for (Object part : parts) {
      if (part instanceof Instant instant) {
        tag.append(instant.toEpochMilli());
      } else if (part != null) {
        tag.append(part);
      }
      tag.append('.');
    }
    return tag.append('"').toString();
  }

  /** Whether an If-None-Match header names the tag (RFC 9110, weak comparison). */
  static boolean matches(@Nullable String ifNoneMatch, String tag) {
    if (ifNoneMatch == null) {
      return false;
    }
    String opaque = tag.substring(2);
    for (String given : ifNoneMatch.split(",")) {
      String candidate = given.strip();
      if (candidate.equals("*") || candidate.equals(tag) || candidate.equals(opaque)) {
        return true;
      }
    }
    return false;
  }
}
