package dev.naru.query.upstream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** A chat completion, put together from the chunks of its stream. */
final class ChatCompletion {
  private final Deltas deltas = new Deltas(false);
  private long size;
  private boolean begun;

  void add(ObjectNode chunk) {
    size += deltas.add(chunk);
    begun |= speaks(chunk);
  }

  /** Bytes, about: enough to notice one that grows without end. */
  long size() {
    return size;
  }

  /** Whether there is anything of the answer itself, beyond who speaks. */
  boolean hasBegun() {
    return begun;
  }

  private static boolean speaks(ObjectNode chunk) {
    for (JsonNode choice : chunk.path("choices")) {
      for (var part : choice.path("delta").properties()) {
        boolean isText = part.getValue().isString() && !part.getValue().stringValue().isEmpty();
        if (!part.getKey().equals("role") && (isText || part.getValue().isContainer())) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether each choice that began has said why it ended. */
  boolean isFinished() {
    JsonNode choices = whole().path("choices");
    for (JsonNode choice : choices) {
      if (!choice.path("finish_reason").isString()) {
        return false;
      }
    }
    return !choices.isEmpty();
  }

  JsonNode usage() {
    return whole().path("usage");
  }

  private ObjectNode whole() {
    return deltas.whole();
  }

  /** A {@code chat.completion}, as it would have come without a stream. */
  ObjectNode toJson() {
    ObjectNode whole = whole();
    ObjectNode completion = JsonMapper.shared().createObjectNode();
    completion.setAll(whole);
    completion.put("object", "chat.completion");
    ArrayNode choices = completion.putArray("choices");
    for (JsonNode choice : whole.path("choices")) {
      if (choice instanceof ObjectNode object) {
        choices.add(choice(object));
      }
    }
    return completion;
  }

  private static ObjectNode choice(ObjectNode from) {
    ObjectNode choice = JsonMapper.shared().createObjectNode();
    choice.set("index", from.path("index"));
    choice.set("message", message(from.path("delta")));
    choice.set("logprobs", orNull(from, "logprobs"));
    choice.set("finish_reason", orNull(from, "finish_reason"));
    from.properties().stream()
        .filter(field -> !field.getKey().equals("delta"))
        .forEach(field -> choice.set(field.getKey(), field.getValue()));
    return choice;
  }

  private static ObjectNode message(JsonNode delta) {
    ObjectNode message = JsonMapper.shared().createObjectNode();
    message.put("role", "assistant");
    message.set("content", NullNode.instance);
    if (delta instanceof ObjectNode object) {
      message.setAll(object);
    }
    for (JsonNode call : message.path("tool_calls")) {
      if (call instanceof ObjectNode object) {
        var unused = object.remove("index");
      }
    }
    return message;
  }

  private static JsonNode orNull(ObjectNode from, String name) {
    return from.path(name).isMissingNode() ? NullNode.instance : from.path(name);
  }
}
