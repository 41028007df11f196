package dev.naru.query.upstream;

import dev.naru.model.RawJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A chat completion request that a payload asks for.
 *
 * @param body JSON
 * @param isStream whether the answer is to come bit by bit
 * @param wantsUsage whether the client wants to see the stream's last chunk, which has the usage
 */
record ChatRequest(String body, boolean isStream, boolean wantsUsage) {
  /** Numbers keep every digit, and half a character, which no encoding carries, its escape. */
  private static final JsonMapper JSON =
      JsonMapper.builder(JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /**
   * Null if the payload is no JSON object. Of a stream the usage is asked for, whatever the client
   * wants: it is counted.
   *
   * @param model null leaves the payload's
   * @param force whether the model applies to payloads that name another
   */
  static @Nullable ChatRequest of(RawJson payload, @Nullable String model, boolean force) {
    ObjectNode request = object(payload.text());
    if (request == null) {
      return null;
    }
    if (model != null && (force || !request.path("model").isString())) {
      request.put("model", model);
    }
    boolean isStream = request.path("stream").asBoolean(false);
    boolean wantsUsage = request.path("stream_options").path("include_usage").asBoolean(false);
    if (isStream) {
      options(request).put("include_usage", true);
    }
    return new ChatRequest(JSON.writeValueAsString(request), isStream, wantsUsage);
  }

  private static ObjectNode options(ObjectNode request) {
    return request.get("stream_options") instanceof ObjectNode options
        ? options
        : request.putObject("stream_options");
  }

  private static @Nullable ObjectNode object(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return node instanceof ObjectNode object ? object : null;
    } catch (JacksonException e) {
      return null; // such as a number of a thousand digits
    }
  }
}
