package dev.naru.query.upstream;

/**
 * Where the pieces of an answer go as they come. Neither waits nor throws: a piece for which there
 * is no room is dropped, and the answer as a whole comes all the same.
 */
public interface Chunks {
  /** For callers whom the pieces do not interest. */
  Chunks NONE = data -> {};

  /** Takes the next piece of one attempt, on the thread of its call. */
  void accept(String data);
}
