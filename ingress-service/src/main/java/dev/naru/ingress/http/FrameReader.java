package dev.naru.ingress.http;

import dev.naru.ingress.http.ClientFrame.Ask;
import dev.naru.ingress.http.ClientFrame.Hello;
import dev.naru.ingress.http.ClientFrame.Leave;
import dev.naru.ingress.http.ClientFrame.Ping;
import dev.naru.model.UserKeys;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads one frame of a client: {@code {"type": …}} and the fields of its type, nothing else. Throws
 * 400 for whatever is none; {@link #ref()} is known also then, if it was read.
 */
final class FrameReader {
  private static final Set<String> TEXTS = Set.of("type", "ref", "token", "after");

  private final Map<String, String> texts = new LinkedHashMap<>();
  private final QueryFields query = new QueryFields();

  ClientFrame read(String frame) {
    try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), frame)) {
      readFields(parser);
    } catch (JacksonException e) {
      throw JsonFields.malformed(e);
    }
    return frame();
  }

  private void readFields(JsonParser parser) {
    JsonFields.begin(parser);
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (TEXTS.contains(name)) {
        texts.put(name, text(name, value, parser));
      } else if (!query.take(name, value, parser)) {
        throw JsonFields.unknown(name);
      }
    }
    JsonFields.end(parser);
  }

  private static String text(String name, JsonToken value, JsonParser parser) {
    if (value != JsonToken.VALUE_STRING) {
      throw Problems.malformed("Expected '" + name + "' to be a string");
    }
    String text = parser.getString();
    if (name.equals("ref") && !UserKeys.isValid(text)) {
      throw Problems.malformed(
          "Expected 'ref' to be 1 to "
              + UserKeys.MOST_CHARACTERS
              + " characters without control characters");
    }
    return text;
  }

  private ClientFrame frame() {
    String type = texts.getOrDefault("type", "");
    return switch (type) {
      case "hello" -> {
        requireOnly(type, Set.of("token", "after"), false);
        yield new Hello(required("token"), texts.get("after"));
      }
      case "query" -> {
        requireOnly(type, Set.of("ref"), true);
        yield new Ask(ref(), query.content());
      }
      case "ping" -> {
        requireOnly(type, Set.of("ref"), false);
        yield new Ping(ref());
      }
      case "leave" -> {
        requireOnly(type, Set.of(), false);
        yield new Leave();
      }
      default ->
          throw Problems.malformed(
              "Expected 'type' to be one of hello, query, ping and leave; see /openapi.json");
    };
  }

  private void requireOnly(String type, Set<String> fields, boolean ofQuery) {
    boolean more =
        texts.keySet().stream().anyMatch(name -> !name.equals("type") && !fields.contains(name));
    if (more || !ofQuery && !query.isEmpty()) {
      throw Problems.malformed(
          "Expected only the fields of a frame of type '" + type + "', but there are others");
    }
  }

  private String required(String name) {
    String value = texts.get(name);
    if (value == null) {
      throw Problems.malformed("Expected a field '" + name + "'");
    }
    return value;
  }

  /** The client's name for what it asked; null if it gave none, or none was read. */
  @Nullable String ref() {
    return texts.get("ref");
  }
}
