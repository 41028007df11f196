package dev.naru.query.upstream;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON object put together from chunks of it, as OpenAI's clients do: below {@code delta} texts
 * grow, elsewhere the first stands; elements of lists belong together by their {@code index}; of
 * anything else the last stands. Null changes nothing.
 */
final class Deltas {
  private static final String INDEX = "index";
  private static final Set<String> SAID_ONCE = Set.of("role", "id", "type", "name");

  /** Filler of random length, against those who listen to the length of what is encrypted. */
  private static final String FILLER = "obfuscation";

  private final boolean grows;

  /** Values: JsonNode, StringBuilder, Deltas, or TreeMap of Deltas by index. */
  private final Map<String, Object> fields = new LinkedHashMap<>();

  Deltas(boolean grows) {
    this.grows = grows;
  }

  /** Adds a chunk; returns how many bytes more there are now, about. */
  long add(ObjectNode chunk) {
    long added = 0;
    for (Map.Entry<String, JsonNode> field : chunk.properties()) {
      if (!field.getValue().isNull() && !field.getKey().equals(FILLER)) {
        added += add(field.getKey(), field.getValue());
      }
    }
    return added;
  }

  private long add(String name, JsonNode value) {
    long added = fields.containsKey(name) ? 0 : name.length() + 4L;
    if (value instanceof ObjectNode object) {
      return added + part(name).add(object);
    }
    if (value instanceof ArrayNode list) {
      return added + addAll(name, list);
    }
    if (!value.isString()) {
      fields.put(name, value);
      return added;
    }
    return added + addText(name, value);
  }

  private Deltas part(String name) {
    if (fields.get(name) instanceof Deltas part) {
      return part;
    }
    Deltas part = new Deltas(grows || name.equals("delta"));
    fields.put(name, part);
    return part;
  }

  private long addText(String name, JsonNode value) {
    String text = value.stringValue();
    if (!grows || SAID_ONCE.contains(name)) {
      return text.isEmpty() || fields.putIfAbsent(name, value) != null ? 0 : text.length();
    }
    if (fields.get(name) instanceof StringBuilder grown) {
      grown.append(text);
    } else {
      fields.put(name, new StringBuilder(text));
    }
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private long addAll(String name, ArrayNode list) {
    long added = 0;
    for (JsonNode element : list) {
      if (element instanceof ObjectNode object && object.path(INDEX).isInt()) {
        added += indexed(name, object.path(INDEX).intValue()).add(object);
      } else {
        plain(name).add(element);
        added += element.toString().length() + 1L;
      }
    }
    return added;
  }

  @SuppressWarnings("unchecked") // no other maps are kept
  private Deltas indexed(String name, int index) {
    if (!(fields.get(name) instanceof TreeMap<?, ?>)) {
      fields.put(name, new TreeMap<Integer, Deltas>());
    }
    return ((TreeMap<Integer, Deltas>) fields.get(name))
        .computeIfAbsent(index, i -> new Deltas(grows));
  }

  private ArrayNode plain(String name) {
    if (fields.get(name) instanceof ArrayNode list) {
      return list;
    }
    ArrayNode list = JsonMapper.shared().createArrayNode();
    fields.put(name, list);
    return list;
  }

  /** All of it so far. */
  ObjectNode whole() {
    ObjectNode whole = JsonMapper.shared().createObjectNode();
    fields.forEach((name, value) -> whole.set(name, node(value)));
    return whole;
  }

  private static JsonNode node(Object value) {
    if (value instanceof Deltas part) {
      return part.whole();
    }
    if (value instanceof TreeMap<?, ?> parts) {
      ArrayNode list = JsonMapper.shared().createArrayNode();
      parts.values().forEach(part -> list.add(node(part)));
      return list;
    }
    return value instanceof JsonNode node
        ? node
        : JsonMapper.shared().getNodeFactory().stringNode(value.toString());
  }
}
