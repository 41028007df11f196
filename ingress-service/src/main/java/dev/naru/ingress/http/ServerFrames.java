package dev.naru.ingress.http;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectWriter;

/** Frames as they go over the socket; those of what is told carry the place of their feed as id. */
final class ServerFrames {
  private ServerFrames() {}

  /** What is told of: {@code {"type":"session","id":…,"session":{…}}}. */
  static String told(String name, String place, ObjectWriter writer, Object body) {
    return begun(name, place) + ",\"" + name + "\":" + writer.writeValueAsString(body) + "}";
  }

  static String query(String place, @Nullable String ref, QueryBody query) {
    return begun("query", place)
        + ref(ref)
        + ",\"query\":"
        + Json.QUERY.writeValueAsString(query)
        + "}";
  }

  /** A piece of an answer; its fields are the frame's own. */
  static String chunk(String place, ChunkBody chunk) {
    return begun("chunk", place) + "," + Json.CHUNK.writeValueAsString(chunk).substring(1);
  }

  static String error(@Nullable String ref, Problem problem) {
    return "{\"type\":\"error\""
        + ref(ref)
        + ",\"error\":"
        + Json.PROBLEM.writeValueAsString(problem)
        + "}";
  }

  static String pong(@Nullable String ref) {
    return "{\"type\":\"pong\"" + ref(ref) + "}";
  }

  private static String begun(String name, String place) {
    return "{\"type\":\"" + name + "\",\"id\":\"" + place + "\"";
  }

  private static String ref(@Nullable String ref) {
    return ",\"ref\":" + Json.TEXT.writeValueAsString(ref);
  }
}
