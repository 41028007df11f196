package dev.naru.ingress.submit;

import java.util.Map;

/** Where the log of commands ends. */
public interface LogEnds {

  /**
   * Returns the offset that the next command of each partition gets; no more than 2 s old. Throws
   * {@link NotConfirmedException} if the log does not answer.
   */
  Map<Integer, Long> ends(int partitions);
}
