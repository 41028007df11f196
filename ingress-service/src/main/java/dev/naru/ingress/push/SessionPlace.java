package dev.naru.ingress.push;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the push of a session has come: {@code <asked>.<body>}, then {@code .<news>} if any were
 * told, and {@code ;<query>.<place>} for each query that is not over, 50 at most. It is made of
 * what all ingresses share.
 *
 * @param asked id of the last entry that was seen in the list of the session's queries, {@code 0-0}
 *     if none was
 * @param body {@link BodyDigest} of the last body sent
 * @param news number of the last of the room's news that was told, {@link #NO_NEWS} if none was
 * @param queries the places of the queries, in the order in which they were asked
 */
public record SessionPlace(String asked, String body, long news, Map<UUID, QueryPlace> queries) {
  /** Nothing was told of the room's news, and what was before may matter. */
  public static final long NO_NEWS = -1;

  public static final SessionPlace START =
      new SessionPlace("0-0", BodyDigest.NONE, NO_NEWS, Map.of());

  /** A header holds no more; what is left out is told from its beginning. */
  static final int MOST_QUERIES = 50;

  private static final Pattern HEAD = Pattern.compile(QueryPlace.FORM + "(?:\\.([0-9]{1,18}))?");
  private static final Pattern QUERY =
      Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\." + QueryPlace.FORM);

  /** Whether nothing is known of the session's queries. */
  public boolean isStart() {
    return asked.equals(START.asked);
  }

  /** The same place, but for the body, which is not known. */
  public SessionPlace retold() {
    return new SessionPlace(asked, BodyDigest.NONE, news, queries);
  }

  /** Reads what {@link #text()} wrote; empty if it is something else. */
  public static Optional<SessionPlace> parse(String text) {
    String[] parts = text.split(";", -1);
    Matcher head = HEAD.matcher(parts[0]);
    if (!head.matches() || parts.length > MOST_QUERIES + 1) {
      return Optional.empty();
    }
    Map<UUID, QueryPlace> queries = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      Matcher query = QUERY.matcher(parts[i]);
      if (!query.matches()) {
        return Optional.empty();
      }
      queries.put(UUID.fromString(query.group(1)), new QueryPlace(query.group(2), query.group(3)));
    }
    long news = head.group(3) == null ? NO_NEWS : Long.parseLong(head.group(3));
    return Optional.of(new SessionPlace(head.group(1), head.group(2), news, queries));
  }

  public String text() {
    StringBuilder text = new StringBuilder(asked).append('.').append(body);
    if (news != NO_NEWS) {
      text.append('.').append(news);
    }
    queries.entrySet().stream()
        .limit(MOST_QUERIES)
        .forEach(
            query ->
                text.append(';')
                    .append(query.getKey())
                    .append('.')
                    .append(query.getValue().text()));
    return text.toString();
  }
}
