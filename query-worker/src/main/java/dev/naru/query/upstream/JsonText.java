package dev.naru.query.upstream;

import dev.naru.model.RawJson;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Text that comes from an upstream, as a JSON value that every later reader of the log can read.
 */
final class JsonText {
  /**
   * Below the 500 that readers allow: on its way the value is wrapped into commands, events and
   * answers, and a command that nobody can read would hold its slot for ever.
   */
  private static final int DEEPEST = 400;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private JsonText() {}

  /** The text itself if it is one JSON value, else a JSON string that holds it. */
  static RawJson valueOf(String text) {
    return isValue(text)
        ? new RawJson(text.strip())
        : new RawJson(JsonMapper.shared().writeValueAsString(text));
  }

  /**
   * The object as JSON; half a character, which a text of the upstream may hold, becomes U+FFFD.
   * One that is nested too deeply becomes a JSON string, as any text that no reader could read.
   */
  static RawJson valueOf(ObjectNode object) {
    String text = object.toString();
    return valueOf(new String(text.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16));
  }

  /** Whether the text is exactly one JSON value within the limits, with whole characters only. */
  static boolean isValue(String text) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      int depth = 0;
      int values = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING || token == JsonToken.PROPERTY_NAME) {
          requireWholeCharacters(parser.getString());
        }
        values += depth == 0 ? 1 : 0;
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      }
      return values == 1;
    } catch (JacksonException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Half of a surrogate pair, which an escape can spell, has no form as UTF-8. */
  private static void requireWholeCharacters(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isHighSurrogate(text.charAt(i))
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(text.charAt(i))) {
        throw new IllegalArgumentException("half a character");
      }
    }
  }
}
