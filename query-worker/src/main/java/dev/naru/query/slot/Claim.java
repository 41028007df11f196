package dev.naru.query.slot;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a worker writes into the metadata of its commits: the query on the slot, and how often it
 * was begun.
 *
 * @param attempt the last attempt begun, 0 if none
 * @param over whether that attempt is known to be over: a planned hand-over, no need to wait
 * @param spared how many of the attempts do not count, because the upstream was known to be down
 * @param through offset of the last record that is claimed ahead: the queries of those that follow
 *     up to there may have been begun too, once each; 0 if none
 */
record Claim(UUID queryId, int attempt, boolean over, int spared, long through) {

  Claim(UUID queryId, int attempt, boolean over) {
    this(queryId, attempt, over, 0, 0);
  }

  String toMetadata() {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("queryId", queryId.toString());
    json.put("attempt", attempt);
    if (over) {
      json.put("over", true);
    }
    if (spared > 0) {
      json.put("spared", spared);
    }
    if (through > 0) {
      json.put("through", through);
    }
    return json.toString();
  }

  /** Null if the metadata is no claim: then the slot's query was not begun. */
  static @Nullable Claim from(@Nullable String metadata) {
    if (metadata == null || metadata.isBlank()) {
      return null;
    }
    try {
      var json = JsonMapper.shared().readTree(metadata);
      return new Claim(
          UUID.fromString(json.path("queryId").asString("")),
          json.path("attempt").asInt(0),
          json.path("over").asBoolean(false),
          json.path("spared").asInt(0),
          json.path("through").asLong(0));
    } catch (JacksonException | IllegalArgumentException e) {
      return null;
    }
  }
}
