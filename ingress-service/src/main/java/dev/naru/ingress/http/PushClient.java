package dev.naru.ingress.http;

import java.io.IOException;
import java.util.function.Supplier;

/**
 * The other side of a push, however it is connected. Belongs to the push's thread; whatever sends
 * throws {@link IOException} if nobody is there any more.
 */
interface PushClient {

  /** Begins, and says when to come back if the connection breaks. */
  void begin() throws IOException;

  /**
   * Where a feed puts what it tells.
   *
   * @param place how far the feed has come
   */
  PushOutlet outlet(Supplier<String> place);

  /** Sends what was put into the outlet. */
  void flush() throws IOException;

  /** Whether nobody is there any more; on any thread. */
  boolean isGone();

  /** When {@link #beat} has something to do next, by {@link System#nanoTime()}. */
  long beatAt();

  /** Shows that this side is there, and looks whether the other one is, when it is time to. */
  void beat() throws IOException;

  /** Ends: all was told. */
  void finish() throws IOException;

  /** Ends: what was told of can no longer be seen by this client. */
  void refuse(Problem problem) throws IOException;

  /** Ends, because this instance does: the client goes on at another, each at another moment. */
  void sendElsewhere() throws IOException;
}
