package dev.naru.model.wire;

import dev.naru.model.RawJson;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Keeps one JSON value as its text, every digit of its numbers included; an explicit null is a
 * value too.
 */
final class RawJsonDeserializer extends StdDeserializer<RawJson> {
  private static final JsonFactory JSON = new JsonFactory();

  RawJsonDeserializer() {
    super(RawJson.class);
  }

  @Override
  public RawJson deserialize(JsonParser parser, DeserializationContext context) {
    StringWriter text = new StringWriter();
    try (JsonGenerator copy = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      copy.copyCurrentStructureExact(parser);
    }
    return new RawJson(escapeHalves(text.toString()));
  }

  /** Half of a surrogate pair can stand in JSON as an escape only: no encoding carries it. */
  private static String escapeHalves(String json) {
    if (json.codePoints().noneMatch(RawJsonDeserializer::isHalf)) {
      return json;
    }
    StringBuilder escaped = new StringBuilder(json.length() + 16);
    json.codePoints()
        .forEach(
            c -> {
              if (isHalf(c)) {
                escaped.append("\\u").append(Integer.toHexString(c));
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  @Override
  public RawJson getNullValue(DeserializationContext context) {
    return RawJson.NULL;
  }

  @Override
  public @Nullable Object getAbsentValue(DeserializationContext context) {
    return null;
  }
}
