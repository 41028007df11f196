package dev.naru.ingress.http;

import dev.naru.model.Names;
import dev.naru.model.RawJson;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;

/** Gathers the fields of a query as they are read. */
final class QueryFields {
  private @Nullable RawJson payload;
  private long timeoutMillis;
  private @Nullable String pool;
  private boolean any;

  /** Takes the field's value, if it is one of a query. */
  boolean take(String name, JsonToken value, JsonParser parser) {
    switch (name) {
      case "payload" -> payload = copy(parser);
      case "timeoutMillis" -> timeoutMillis = timeout(parser, value);
      case "pool" -> pool = pool(parser, value);
      default -> {
        return false;
      }
    }
    any = true;
    return true;
  }

  /** Whether none was there. */
  boolean isEmpty() {
    return !any;
  }

  /** What they say together; 400 if there is no payload. */
  QueryContent content() {
    if (payload == null) {
      throw Problems.malformed("Expected a field 'payload', with any JSON value");
    }
    return new QueryContent(payload, timeoutMillis, pool);
  }

  private static RawJson copy(JsonParser parser) {
    StringWriter text = new StringWriter();
    try (JsonGenerator copy = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      copy.copyCurrentStructureExact(parser);
    }
    String json = text.toString();
    if (json.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw Problems.malformed(
          "Expected 'payload' to hold whole characters, but a surrogate is unpaired");
    }
    return new RawJson(json);
  }

  private static long timeout(JsonParser parser, JsonToken value) {
    boolean whole =
        value == JsonToken.VALUE_NUMBER_INT
            && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    if (!whole || parser.getLongValue() < 1) {
      throw Problems.malformed("Expected 'timeoutMillis' to be a whole number of 1 or more");
    }
    return parser.getLongValue();
  }

  private static String pool(JsonParser parser, JsonToken value) {
    if (value != JsonToken.VALUE_STRING || !Names.isName(parser.getString())) {
      throw Problems.malformed("Expected 'pool' to be the name of one of the room's pools");
    }
    return parser.getString();
  }
}
