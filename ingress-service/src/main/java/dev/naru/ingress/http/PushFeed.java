package dev.naru.ingress.http;

import java.io.IOException;

/** What one push tells. Belongs to the push's thread. */
interface PushFeed {

  /**
   * Tells what is new; returns whether that was all and nothing will follow. Throws {@link
   * ProblemException} if it cannot be read.
   *
   * @param due whether to read the thing itself, and not only what has grown
   */
  boolean look(PushEar ear, boolean due, PushOutlet out) throws IOException;

  /** Takes note of a sign of life: the client is connected. */
  void heard();

  /** How far it has come, for an event's id. */
  String place();
}
