package dev.naru.ingress.openai;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives the answer to one call OpenAI's shape. What has it already is passed on as it is; anything
 * else becomes the content of an assistant's message.
 *
 * @param model as it was asked for
 * @param created seconds since 1970
 */
record Shapes(UUID queryId, String model, long created) {
  private static final String CHOICES = "choices";
  private static final String CONTENT = "content";
  private static final String FINISH = "finish_reason";
  private static final String INDEX = "index";
  private static final String TOOL_CALLS = "tool_calls";
  private static final String STOP = "stop";

  /** The whole answer: a {@code chat.completion}. */
  String completion(String result) {
    JsonNode value = parse(result);
    if (value != null && value.has(CHOICES)) {
      return result;
    }
    ObjectNode completion = envelope("chat.completion");
    ObjectNode choice = completion.putArray(CHOICES).addObject();
    choice.put(INDEX, 0);
    ObjectNode message = choice.putObject("message");
    message.put("role", "assistant");
    message.put(CONTENT, content(value, result));
    message.putNull("refusal");
    choice.putNull("logprobs");
    choice.put(FINISH, STOP);
    return completion.toString();
  }

  /** One piece of the answer: a {@code chat.completion.chunk}. */
  Piece piece(String data, boolean first) {
    JsonNode value = parse(data);
    if (value != null && value.has(CHOICES)) {
      JsonNode choice = value.path(CHOICES).path(0);
      boolean other = choice.path(INDEX).asInt(0) != 0;
      String text = other ? "" : choice.path("delta").path(CONTENT).asString("");
      return new Piece(data, text, choice.path(FINISH).isString());
    }
    return text(data, first);
  }

  /** A piece that is that text. */
  Piece text(String text, boolean first) {
    ObjectNode delta = DoorJson.MAPPER.createObjectNode();
    if (first) {
      delta.put("role", "assistant");
    }
    delta.put(CONTENT, text);
    return new Piece(chunk(delta, null), text, false);
  }

  /** The piece that ends an answer whose pieces did not say so. */
  Piece end(String reason) {
    return new Piece(chunk(DoorJson.MAPPER.createObjectNode(), reason), "", true);
  }

  /** An answer in one piece, for an upstream that gave no pieces; {@link #end} follows. */
  Piece whole(String result) {
    JsonNode value = parse(result);
    JsonNode message = value == null ? null : value.path(CHOICES).path(0).path("message");
    if (!(message instanceof ObjectNode said)) {
      return text(content(value, result), true);
    }
    ObjectNode delta = said.deepCopy();
    if (delta.get(TOOL_CALLS) instanceof ArrayNode calls) {
      for (int i = 0; i < calls.size(); i++) {
        if (calls.get(i) instanceof ObjectNode call) {
          call.put(INDEX, i);
        }
      }
    }
    return new Piece(chunk(delta, null), said.path(CONTENT).asString(""), false);
  }

  /**
   * What the result says, if it is nothing but text that pieces of it can be held against; null
   * otherwise.
   */
  @Nullable String text(String result) {
    JsonNode value = parse(result);
    JsonNode message = value == null ? null : value.path(CHOICES).path(0).path("message");
    return message == null || message.has(TOOL_CALLS) || !message.path(CONTENT).isString()
        ? null
        : message.path(CONTENT).asString();
  }

  /** Why the result ended where it did. */
  String finishReason(String result) {
    JsonNode value = parse(result);
    JsonNode reason = value == null ? null : value.path(CHOICES).path(0).path(FINISH);
    return reason != null && reason.isString() ? reason.asString() : STOP;
  }

  private String chunk(ObjectNode delta, @Nullable String finishReason) {
    ObjectNode chunk = envelope("chat.completion.chunk");
    ObjectNode choice = chunk.putArray(CHOICES).addObject();
    choice.put(INDEX, 0);
    choice.set("delta", delta);
    choice.put(FINISH, finishReason);
    return chunk.toString();
  }

  private ObjectNode envelope(String object) {
    ObjectNode envelope = DoorJson.MAPPER.createObjectNode();
    envelope.put("id", "chatcmpl-" + queryId);
    envelope.put("object", object);
    envelope.put("created", created);
    envelope.put("model", model);
    return envelope;
  }

  private static String content(@Nullable JsonNode value, String json) {
    return value != null && value.isString() ? value.asString() : json;
  }

  /** Returns null for what is no JSON. */
  private static @Nullable JsonNode parse(String text) {
    try {
      return DoorJson.MAPPER.readTree(text);
    } catch (JacksonException e) {
      return null;
    }
  }

  /**
   * A piece of an answer.
   *
   * @param json a {@code chat.completion.chunk}
   * @param text what it adds to the message
   * @param last whether it says that the answer ends
   */
  record Piece(String json, String text, boolean last) {}
}
