package dev.naru.ingress.openai;

import dev.naru.model.RawJson;
import dev.naru.model.UserKeys;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/**
 * A request for a chat completion. The door reads the few fields that concern it; all of it is the
 * question, as it came.
 *
 * @param model null if not given
 * @param user who asks, for fairness among the users of a key; null if not given
 */
record CompletionRequest(
    RawJson payload, boolean stream, @Nullable String model, @Nullable String user) {
  /** A key's id and a colon stand before it in the user key. */
  static final int MOST_USER_CHARACTERS = UserKeys.MOST_CHARACTERS - 37;

  static CompletionRequest read(byte[] content) {
    try {
      String text = copy(content);
      boolean whole =
          text.codePoints()
              .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
      if (!whole) {
        throw DoorErrors.notJson("a surrogate is unpaired");
      }
      return fields(text);
    } catch (JacksonException e) {
      throw DoorErrors.notJson(
          "it is wrong, repeats a field or is nested too deep at line "
              + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
    }
  }

  private static String copy(byte[] content) {
    StringWriter text = new StringWriter();
    try (JsonParser parser = DoorJson.FACTORY.createParser(ObjectReadContext.empty(), content);
        JsonGenerator copy = DoorJson.FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw DoorErrors.notJson("it is not a JSON object");
      }
      copy.copyCurrentStructureExact(parser);
      if (parser.nextToken() != null) {
        throw DoorErrors.notJson("something stands after the object");
      }
    }
    return text.toString();
  }

  private static CompletionRequest fields(String text) {
    boolean messages = false;
    boolean stream = false;
    String model = null;
    String user = null;
    try (JsonParser parser = DoorJson.FACTORY.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
          case "messages" -> messages = isFilledArray(parser, value);
          case "stream" -> stream = flag(name, value);
          case "model" -> model = text(name, parser, value);
          case "user" -> user = text(name, parser, value);
          default -> parser.skipChildren();
        }
      }
    }
    if (!messages) {
      throw DoorErrors.invalid("messages", "Expected 'messages' to be an array of messages");
    }
    requireUser(user);
    return new CompletionRequest(new RawJson(text), stream, model, user);
  }

  private static boolean isFilledArray(JsonParser parser, JsonToken value) {
    if (value != JsonToken.START_ARRAY) {
      return false;
    }
    boolean filled = parser.nextToken() != JsonToken.END_ARRAY;
    while (filled && parser.currentToken() != JsonToken.END_ARRAY) {
      parser.skipChildren();
      parser.nextToken();
    }
    return filled;
  }

  private static boolean flag(String name, JsonToken value) {
    return switch (value) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE, VALUE_NULL -> false;
      default -> throw DoorErrors.invalid(name, "Expected '" + name + "' to be true or false");
    };
  }

  private static @Nullable String text(String name, JsonParser parser, JsonToken value) {
    return switch (value) {
      case VALUE_STRING -> parser.getString();
      case VALUE_NULL -> null;
      default -> throw DoorErrors.invalid(name, "Expected '" + name + "' to be a string");
    };
  }

  private static void requireUser(@Nullable String user) {
    boolean good =
        user == null || (UserKeys.isValid(user) && user.length() <= MOST_USER_CHARACTERS);
    if (!good) {
      throw DoorErrors.invalid(
          "user",
          "Expected 'user' to be 1 to "
              + MOST_USER_CHARACTERS
              + " characters without control characters");
    }
  }
}
