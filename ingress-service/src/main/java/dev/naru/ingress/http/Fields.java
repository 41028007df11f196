package dev.naru.ingress.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What an operator sends: one JSON object, of which each field is asked for by its name. */
final class Fields {
  /** Settings and filters are small. */
  private static final int MOST_BYTES = 64 << 10;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(Json.FACTORY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final ObjectNode object;
  private final Set<String> asked = new HashSet<>();

  private Fields(ObjectNode object) {
    this.object = object;
  }

  /** Reads the request's content; no content is an object without fields. */
  static Fields of(HttpServletRequest request) {
    byte[] content = RequestContent.read(request, MOST_BYTES);
    if (content.length == 0) {
      return new Fields(MAPPER.createObjectNode());
    }
    try {
      if (MAPPER.readTree(content) instanceof ObjectNode object) {
        return new Fields(object);
      }
      throw Problems.malformed("Expected the content to be a JSON object");
    } catch (JacksonException e) {
      throw JsonFields.malformed(e);
    }
  }

  /** All of it: for those who read it themselves. */
  ObjectNode all() {
    return object;
  }

  private @Nullable JsonNode field(String name) {
    asked.add(name);
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  @Nullable String text(String name) {
    JsonNode value = field(name);
    if (value != null && !value.isString()) {
      throw Problems.malformed("Expected '" + name + "' to be a string");
    }
    return value == null ? null : value.asString();
  }

  /** Returns a string, or a whole number as one. */
  @Nullable String textOrNumber(String name) {
    JsonNode value = object.get(name);
    if (value == null || !value.isIntegralNumber()) {
      return text(name);
    }
    asked.add(name);
    return value.asString();
  }

  @Nullable Boolean flag(String name) {
    JsonNode value = field(name);
    if (value != null && !value.isBoolean()) {
      throw Problems.malformed("Expected '" + name + "' to be true or false");
    }
    return value == null ? null : value.asBoolean();
  }

  /** Returns a whole number; {@code absent} if there is none. */
  int whole(String name, int least, int most, int absent) {
    JsonNode value = field(name);
    if (value == null) {
      return absent;
    }
    if (!value.isInt() || value.asInt() < least || value.asInt() > most) {
      throw Problems.malformed(
          "Expected '%s' to be a whole number from %d to %d".formatted(name, least, most));
    }
    return value.asInt();
  }

  /** Returns the object of that name; one without fields if there is none. */
  Fields group(String name) {
    JsonNode value = field(name);
    if (value != null && !value.isObject()) {
      throw Problems.malformed("Expected '" + name + "' to be a JSON object");
    }
    return new Fields(value == null ? MAPPER.createObjectNode() : (ObjectNode) value);
  }

  /** Throws 400 if there is a field that nobody asked for. */
  void requireNoOther() {
    for (String name : object.propertyNames()) {
      if (!asked.contains(name)) {
        throw JsonFields.unknown(name);
      }
    }
  }
}
