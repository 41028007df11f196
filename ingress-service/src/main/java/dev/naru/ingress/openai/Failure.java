package dev.naru.ingress.openai;

import dev.naru.ingress.view.QueryRecord;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Why a query has no result.
 *
 * @param code such as {@code upstream_failed}
 * @param detail for people
 * @param upstreamStatus the status that the upstream answered; 0 if it did not come to that
 */
record Failure(String code, String detail, int upstreamStatus) {
  private static final String TYPES = "urn:naru:problem:";

  static Failure of(QueryRecord query) {
    String error = query.error();
    JsonNode problem = DoorJson.MAPPER.readTree(error == null ? "{}" : error);
    String type = problem.path("type").asString("");
    String slug = type.startsWith(TYPES) ? type.substring(TYPES.length()) : "failed";
    String detail = problem.path("detail").asString("");
    return new Failure(
        slug.replace('-', '_'),
        detail.isEmpty() ? "Expected a result, but the query is " + query.state() : detail,
        problem.path("upstreamStatus").asInt(0));
  }

  /** Name of a {@code RefusalReason}. */
  String reason() {
    return code.toUpperCase(Locale.ROOT);
  }
}
