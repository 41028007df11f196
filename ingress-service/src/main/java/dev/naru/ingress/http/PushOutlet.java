package dev.naru.ingress.http;

import java.io.IOException;
import java.util.UUID;
import tools.jackson.databind.ObjectWriter;

/** Where a feed puts what it tells; each piece gets the feed's place as it is then. */
interface PushOutlet {

  /**
   * Tells one thing.
   *
   * @param name of its kind: {@code session}, {@code query}, {@code chunk} …
   */
  void send(String name, ObjectWriter writer, Object body) throws IOException;

  /** The query asked under the first id is told of under the other one, its real one. */
  default void matched(UUID asked, UUID real) {}

  /** Sends what was told. */
  void flush() throws IOException;
}
