package dev.naru.admission.loop;

import dev.naru.admission.snapshot.SnapshotSettings;
import dev.naru.model.InvalidSettingException;
import dev.naru.model.command.PlacePool;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the admission worker, under {@code naru.admission}.
 *
 * @param replication of every topic that is made
 * @param maxBatch most commands that one transaction decides
 * @param groupProtocol {@code consumer} (the broker must allow a session time-out of 6 s) or {@code
 *     classic}
 * @param transactionTimeout how long a broken transaction may hold up readers before a successor
 *     ends it
 * @param reaperInterval how often silence is looked for
 * @param standbyIsReady whether a worker without a partition is ready; false where it is the only
 *     one
 * @param snapshots when they are taken
 * @param partitions how many the log gets at least, 1 to 1,000; it never gets fewer
 */
public record AdmissionSettings(
    @DefaultValue("1") short replication,
    @DefaultValue("1000") int maxBatch,
    @DefaultValue("consumer") String groupProtocol,
    @DefaultValue("30s") Duration transactionTimeout,
    @DefaultValue("1s") Duration reaperInterval,
    @DefaultValue("true") boolean standbyIsReady,
    @DefaultValue SnapshotSettings snapshots,
    @DefaultValue("1") int partitions) {

  public AdmissionSettings {
    if (partitions < 1 || partitions > PlacePool.MOST_PARTITIONS) {
      throw new InvalidSettingException(
          "naru.admission.partitions", "1 to " + PlacePool.MOST_PARTITIONS, partitions);
    }
  }
}
