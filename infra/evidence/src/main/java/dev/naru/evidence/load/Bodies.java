package dev.naru.evidence.load;

import dev.naru.evidence.check.QueryReading;
import dev.naru.evidence.check.RoomReading;
import dev.naru.evidence.check.Visit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the answers; whatever is missing in one is null. */
public final class Bodies {
  private static final JsonMapper JSON = new JsonMapper();

  private Bodies() {}

  static JsonNode tree(String body) {
    return JSON.readTree(body);
  }

  /** Reads {@code GET /v1/rooms/{room}}. */
  public static RoomReading room(String body) {
    JsonNode room = JSON.readTree(body);
    return new RoomReading(
        room.path("active").asInt(), room.path("capacity").asInt(), room.path("waiting").asInt());
  }

  static Visit visit(String user, JsonNode session) {
    return new Visit(
        user,
        session.path("state").asString("UNKNOWN"),
        session.path("ticket").isNumber() ? session.path("ticket").asLong() : null,
        session.path("position").isNumber() ? session.path("position").asInt() : null,
        time(session.path("admittedAt")));
  }

  static QueryReading query(String payload, JsonNode query) {
    return new QueryReading(
        query.path("state").asString("UNKNOWN"),
        query.path("result").path("echo").equals(JSON.readTree(payload)),
        time(query.path("startedAt")),
        time(query.path("finishedAt")));
  }

  private static @Nullable Instant time(JsonNode node) {
    return node.isString() ? Instant.parse(node.asString()) : null;
  }
}
