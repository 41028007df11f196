package dev.naru.admission.loop;

import dev.naru.admission.loop.LoopStatus.Phase;
import dev.naru.admission.view.ViewWriter;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Ready: the process is in the group, and each of its partitions decides and shows a view that is
 * current. A worker without partitions stands by, and is ready too.
 */
public final class AdmissionHealth implements HealthIndicator {
  private final PartitionOwnership ownership;
  private final boolean standbyIsReady;

  /**
   * @param standbyIsReady false where this process is the only worker there is
   */
  public AdmissionHealth(PartitionOwnership ownership, boolean standbyIsReady) {
    this.ownership = ownership;
    this.standbyIsReady = standbyIsReady;
  }

  @Override
  public Health health() {
    Map<Integer, LoopStatus> statuses = ownership.statuses();
    boolean decides =
        statuses.isEmpty()
            ? standbyIsReady
            : statuses.values().stream().allMatch(AdmissionHealth::isReady);
    Health.Builder health = ownership.isMember() && decides ? Health.up() : Health.down();
    statuses.forEach(
        (partition, status) ->
            health.withDetail(
                "partition-" + partition,
                Map.of("phase", status.phase(), "view", status.view(), "detail", status.detail())));
    return health.withDetail("member", ownership.isMember()).build();
  }

  private static boolean isReady(LoopStatus status) {
    return status.phase() == Phase.RUNNING
        && (status.view() == ViewWriter.Condition.CURRENT
            || status.view() == ViewWriter.Condition.RENEWING)
        && status.configured();
  }
}
