package dev.naru.ingress.http;

import dev.naru.ingress.figures.Outcomes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How Naru itself does, as this ingress sees it.
 *
 * @param instance the ingress that answers
 * @param outcomes by pool, of the last five minutes; null while Postgres is away
 */
record SystemBody(
    String instance, List<PartitionBody> partitions, @Nullable Map<String, Outcomes> outcomes) {

  /**
   * One partition of the log.
   *
   * @param decided offset of the last command whose decision is shown
   * @param logLag commands in the log that are not decided and shown yet; null while the log does
   *     not answer
   * @param viewLagSeconds age of the oldest event that is not shown yet
   * @param trouble why nothing of it is shown as truth; null if all is well
   * @param historyLag commands shown that the history has not read yet; null while Postgres is away
   */
  record PartitionBody(
      int partition,
      long term,
      long decided,
      @Nullable Long logLag,
      double viewLagSeconds,
      @Nullable String trouble,
      @Nullable Long historyLag) {}
}
