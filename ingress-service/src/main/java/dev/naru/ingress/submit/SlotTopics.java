package dev.naru.ingress.submit;

/** The topics of slots, as far as a pool needs more of them. */
public interface SlotTopics {

  /**
   * Makes partitions until the pool's topic has so many, and returns when they are seen. Throws
   * {@link NotConfirmedException} if that cannot be told in time.
   */
  void grow(String pool, int slots);
}
