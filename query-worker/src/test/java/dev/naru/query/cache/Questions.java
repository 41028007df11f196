package dev.naru.query.cache;

import dev.naru.model.RawJson;
import dev.naru.query.upstream.Question;
import java.util.UUID;

/** Questions of these tests. */
final class Questions {
  private Questions() {}

  static Question of(String room, String payload) {
    return new Question(
        UUID.randomUUID(), UUID.randomUUID(), room, new RawJson(payload), 1, "00-0-0-00");
  }
}
