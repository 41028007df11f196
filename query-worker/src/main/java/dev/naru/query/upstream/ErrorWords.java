package dev.naru.query.upstream;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an OpenAI-like server says about an error, fit to be shown: the message alone, on one line,
 * at most 300 characters of it, and without the key.
 */
final class ErrorWords {
  private static final int MOST = 300;

  private ErrorWords() {}

  /** Empty if the body is no such error. */
  static String of(String body, ApiKey key) {
    try {
      return of(JsonMapper.shared().readTree(body), key);
    } catch (JacksonException e) {
      return "";
    }
  }

  /** Empty if there is no message. */
  static String of(JsonNode answer, ApiKey key) {
    JsonNode error = answer.path("error");
    String words =
        error.isString()
            ? error.stringValue()
            : error.path("message").asString(answer.path("message").asString(""));
    String line = key.hideIn(words).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= MOST ? line : line.substring(0, MOST).strip() + " …";
  }
}
