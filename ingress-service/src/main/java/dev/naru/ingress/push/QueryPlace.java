package dev.naru.ingress.push;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the push of a query has come: {@code <chunk>.<body>}. It is made of what all ingresses
 * share, so that any of them can go on from it.
 *
 * @param chunk id of the last chunk sent, {@code 0-0} if none was
 * @param body {@link BodyDigest} of the last body sent
 */
public record QueryPlace(String chunk, String body) {
  public static final QueryPlace START = new QueryPlace("0-0", BodyDigest.NONE);

  static final String FORM = "([0-9]{1,18}-[0-9]{1,18})\\.([A-Za-z0-9_-]{1,12})";
  private static final Pattern PATTERN = Pattern.compile(FORM);

  /** Reads what {@link #text()} wrote; empty if it is something else. */
  public static Optional<QueryPlace> parse(String text) {
    Matcher parts = PATTERN.matcher(text);
    return parts.matches()
        ? Optional.of(new QueryPlace(parts.group(1), parts.group(2)))
        : Optional.empty();
  }

  public String text() {
    return chunk + "." + body;
  }

  public QueryPlace afterChunk(String id) {
    return new QueryPlace(id, body);
  }

  public QueryPlace afterBody(String digest) {
    return new QueryPlace(chunk, digest);
  }
}
