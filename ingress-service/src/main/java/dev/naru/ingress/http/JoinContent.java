package dev.naru.ingress.http;

import dev.naru.model.UserKeys;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** What a join may say: {@code {"userKey": string}}, or nothing. */
final class JoinContent {
  /** More than any user key needs, however it is escaped. */
  static final int MOST_BYTES = 64 << 10;

  static final String EXPECTED =
      "Expected 'userKey' to be a string of 1 to "
          + UserKeys.MOST_CHARACTERS
          + " characters without control characters";

  private JoinContent() {}

  /** Returns the user key; null if there is none, or no content at all. */
  static @Nullable String userKey(byte[] content) {
    if (content.length == 0) {
      return null;
    }
    try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), content)) {
      String userKey = read(parser);
      if (userKey != null && !UserKeys.isValid(userKey)) {
        throw Problems.malformed(EXPECTED);
      }
      return userKey;
    } catch (JacksonException e) {
      throw JsonFields.malformed(e);
    }
  }

  private static @Nullable String read(JsonParser parser) {
    JsonFields.begin(parser);
    @Nullable String userKey = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      if (!name.equals("userKey")) {
        throw JsonFields.unknown(name);
      }
      if (parser.nextToken() != JsonToken.VALUE_STRING) {
        throw Problems.malformed("Expected 'userKey' to be a string");
      }
      userKey = parser.getString();
    }
    JsonFields.end(parser);
    return userKey;
  }
}
