package dev.naru.admission.snapshot;

import dev.naru.model.InvalidSettingException;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When snapshots are taken, under {@code naru.admission.snapshots}.
 *
 * @param every how old the newest may become while something happens, at least 1 s
 * @param events how many events may follow it: what a recovery has to read
 * @param keep how many are kept of a partition, 1 to 100
 * @param forget whether a start removes all of them: for a log that is not the one they are of
 */
public record SnapshotSettings(
    @DefaultValue("10m") Duration every,
    @DefaultValue("1000000") long events,
    @DefaultValue("3") int keep,
    @DefaultValue("false") boolean forget) {

  public SnapshotSettings {
    if (every.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new InvalidSettingException("naru.admission.snapshots.every", "1s or longer", every);
    }
    if (events < 1) {
      throw new InvalidSettingException("naru.admission.snapshots.events", "1 or more", events);
    }
    if (keep < 1 || keep > 100) {
      throw new InvalidSettingException("naru.admission.snapshots.keep", "1 to 100", keep);
    }
  }
}
