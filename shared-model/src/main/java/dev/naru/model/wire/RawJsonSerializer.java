package dev.naru.model.wire;

import dev.naru.model.RawJson;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes the text as the JSON that it is. */
final class RawJsonSerializer extends StdSerializer<RawJson> {
  RawJsonSerializer() {
    super(RawJson.class);
  }

  @Override
  public void serialize(RawJson value, JsonGenerator generator, SerializationContext context) {
    generator.writeRawValue(value.text());
  }
}
