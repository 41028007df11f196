package dev.naru.ingress.http;

import dev.naru.model.RawJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

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
    QueryFields fields = new QueryFields();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      if (!fields.take(name, parser.nextToken(), parser)) {
        throw JsonFields.unknown(name);
      }
    }
    JsonFields.end(parser);
    return fields.content();
  }
}
