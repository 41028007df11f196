package dev.naru.ingress.http;

import dev.naru.model.Names;
import dev.naru.model.RawJson;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/**
 * What a query says: {@code {"payload": any, "timeoutMillis"?: integer, "pool"?: string}}.
 *
 * @param timeoutMillis 0 if not given
 */
record QueryContent(RawJson payload, long timeoutMillis, @Nullable String pool) {
  /** What the content may be larger than the payload: white space, escapes, the other fields. */
  static final int ENVELOPE_BYTES = 16 << 10;

  static QueryContent read(byte[] content) {
    try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), content)) {
      return read(parser);
    } catch (JacksonException e) {
      throw JsonFields.malformed(e);
    }
  }

  private static QueryContent read(JsonParser parser) {
    JsonFields.begin(parser);
    RawJson payload = null;
    long timeoutMillis = 0;
    String pool = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "payload" -> payload = copy(parser);
        case "timeoutMillis" -> timeoutMillis = timeout(parser, value);
        case "pool" -> pool = pool(parser, value);
        default -> throw JsonFields.unknown(name);
      }
    }
    JsonFields.end(parser);
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
