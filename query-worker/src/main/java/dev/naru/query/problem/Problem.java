package dev.naru.query.problem;

import dev.naru.model.RawJson;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error as a problem object (RFC 9457): {@code type} is {@code urn:naru:problem:<code as slug>}.
 *
 * @param code stable, upper case with underscores, such as {@code RESULT_TOO_LARGE}
 * @param title the same for every problem of that code
 * @param detail what was expected and what was found; of an upstream's own words only the message
 *     of an OpenAI-like error, cut short and without the key
 * @param upstreamStatus the HTTP status that the upstream answered; null if it did not come to that
 */
public record Problem(String code, String title, String detail, @Nullable Integer upstreamStatus) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** A problem whose title is its code in words. */
  public static Problem of(String code, String detail) {
    String words = code.replace('_', ' ').toLowerCase(Locale.ROOT);
    String title = Character.toUpperCase(words.charAt(0)) + words.substring(1);
    return new Problem(code, title, detail, null);
  }

  /** The same problem, of an upstream that answered so. */
  public Problem withUpstreamStatus(int status) {
    return new Problem(code, title, detail, status);
  }

  /**
   * The problem object as JSON: {@code type}, {@code title}, {@code detail}, {@code code}, and
   * {@code upstreamStatus} if there was one.
   */
  public RawJson toJson() {
    String slug = code.replace('_', '-').toLowerCase(Locale.ROOT);
    ObjectNode problem = JSON.createObjectNode();
    problem.put("type", "urn:naru:problem:" + slug);
    problem.put("title", title);
    problem.put("detail", detail);
    problem.put("code", code);
    if (upstreamStatus != null) {
      problem.put("upstreamStatus", upstreamStatus);
    }
    return new RawJson(problem.toString());
  }
}
