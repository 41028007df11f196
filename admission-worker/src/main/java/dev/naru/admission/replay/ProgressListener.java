package dev.naru.admission.replay;

/** Is told how far a replay is, often. */
@FunctionalInterface
public interface ProgressListener {
  ProgressListener NONE = (done, total) -> {};

  /**
   * @param done commands replayed so far
   * @param total commands of the span
   */
  void at(long done, long total);
}
