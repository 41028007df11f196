package dev.naru.query.upstream;

/** What answers the queries of a pool. Thread-safe; each call runs on a thread of its own. */
public interface Upstream extends AutoCloseable {

  /**
   * Asks once, and waits for the outcome for as long as it takes. An interrupt aborts the call:
   * nothing of it goes on when this method has returned or thrown.
   *
   * @param chunks hears of the pieces of an answer that comes bit by bit, before the outcome
   * @throws InterruptedException if the call was aborted
   */
  Outcome call(Question question, Chunks chunks) throws InterruptedException;

  /** Lets go of connections. */
  @Override
  void close();
}
