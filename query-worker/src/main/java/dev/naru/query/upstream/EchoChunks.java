package dev.naru.query.upstream;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The pieces that an echo is asked for: a number of them ("1", "2", …), or their texts. */
final class EchoChunks {
  static final int MOST = 1_000;

  private EchoChunks() {}

  /** None if nothing asks for any; null if what asks is neither. */
  static @Nullable List<String> of(JsonNode asked) {
    if (asked.isMissingNode()) {
      return List.of();
    }
    if (asked.isInt() && asked.intValue() >= 1 && asked.intValue() <= MOST) {
      return IntStream.rangeClosed(1, asked.intValue()).mapToObj(String::valueOf).toList();
    }
    return asked.isArray() && asked.size() <= MOST ? texts(asked) : null;
  }

  private static @Nullable List<String> texts(JsonNode asked) {
    boolean allTexts =
        StreamSupport.stream(asked.spliterator(), false).allMatch(JsonNode::isString);
    return allTexts
        ? StreamSupport.stream(asked.spliterator(), false).map(JsonNode::stringValue).toList()
        : null;
  }
}
