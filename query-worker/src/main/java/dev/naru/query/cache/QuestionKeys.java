package dev.naru.query.cache;

import dev.naru.model.CacheSettings;
import dev.naru.model.UpstreamSettings;
import dev.naru.query.upstream.Question;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The key by which a pool's questions are equal: a SHA-256 over the upstream, the room and the
 * payload, whose fields may stand in any order.
 */
final class QuestionKeys {
  private static final JsonMapper SORTED =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  private final String pool;
  private final String upstream;
  private final CacheSettings settings;

  QuestionKeys(String pool, UpstreamSettings upstream, CacheSettings settings) {
    this.pool = pool;
    this.upstream = upstream.kind() + " " + upstream.url() + " " + upstream.model();
    this.settings = settings;
  }

  /**
   * {@code naru:cache:<pool>:{<64 hex digits>}}: in a cluster, what belongs to it is in one place.
   */
  String of(Question question) {
    MessageDigest digest = sha256();
    add(digest, upstream);
    add(digest, settings.servesAllRooms() ? "" : question.room());
    add(digest, SORTED.writeValueAsString(relevant(question)));
    return "naru:cache:" + pool + ":{" + HexFormat.of().formatHex(digest.digest()) + "}";
  }

  private JsonNode relevant(Question question) {
    JsonNode payload = SORTED.readTree(question.payload().text());
    List<String> names = settings.key();
    if (names == null || !payload.isObject()) {
      return payload;
    }
    ObjectNode relevant = SORTED.createObjectNode();
    names.forEach(name -> relevant.set(name, payload.get(name)));
    return relevant;
  }

  /** With a byte between parts that is in none of them. */
  private static void add(MessageDigest digest, String part) {
    digest.update(part.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0xFF);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}
