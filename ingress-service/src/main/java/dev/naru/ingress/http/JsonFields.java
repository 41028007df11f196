package dev.naru.ingress.http;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** How the objects that callers send are read: nothing unknown, nothing twice, nothing after. */
final class JsonFields {
  private static final int MOST_SHOWN = 40;

  private JsonFields() {}

  static void begin(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw Problems.malformed("Expected the content to be a JSON object");
    }
  }

  static void end(JsonParser parser) {
    if (parser.nextToken() != null) {
      throw Problems.malformed("Expected nothing after the JSON object");
    }
  }

  static ProblemException unknown(String name) {
    String shown = name.length() > MOST_SHOWN ? name.substring(0, MOST_SHOWN) + "…" : name;
    return Problems.malformed("Expected only known fields, but found '" + shown + "'");
  }

  /** The content is no JSON, or one of its limits is exceeded. */
  static ProblemException malformed(JacksonException e) {
    int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
    int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
    return Problems.malformed(
        "Expected JSON without repeated fields and nested at most "
            + Json.MOST_NESTING
            + " deep, but it is wrong at line "
            + line
            + ", column "
            + column);
  }
}
