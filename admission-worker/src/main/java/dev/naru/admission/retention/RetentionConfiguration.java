package dev.naru.admission.retention;

import dev.naru.admission.loop.KafkaClients;
import dev.naru.admission.loop.LogTopics;
import dev.naru.admission.loop.LoopStatus.Phase;
import dev.naru.admission.loop.PartitionOwnership;
import dev.naru.admission.snapshot.SnapshotStore;
import dev.naru.admission.snapshot.Snapshots;
import dev.naru.admission.snapshot.StateCodec;
import dev.naru.model.RetentionSettings;
import dev.naru.model.wire.WireFormat;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires what removes the old: a quiet thread, which does its work where the loops run. */
@Configuration(proxyBeanMethods = false)
public class RetentionConfiguration {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMinutes(10);

  /** Between two batches: others write, too. */
  private static final long BREATH_MILLIS = 200;

  /** Unknown keys and impossible values stop the start, with a message that names the key. */
  @Bean
  RetentionSettings admissionRetentionSettings(Environment environment) {
    return Binder.get(environment)
        .bind(
            "naru.retention",
            Bindable.of(RetentionSettings.class),
            new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
        .orElseGet(RetentionSettings::defaults);
  }

  @Bean(destroyMethod = "close")
  QuietThread admissionLogRetention(
      KafkaClients clients,
      LogTopics topics,
      SnapshotStore store,
      PartitionOwnership ownership,
      RetentionSettings admissionRetentionSettings) {
    Snapshots snapshots = new Snapshots(store, new StateCodec(new WireFormat()));
    Duration kept = admissionRetentionSettings.log();
    QuietThread thread = new QuietThread("naru-log-retention");
    thread.every(
        SOON,
        PAUSE,
        "The removal of old records",
        () -> {
          try (Admin admin = clients.admin()) {
            Records records = new Records(admin);
            InstantSource clock = InstantSource.system();
            LogRetention log = new LogRetention(topics, snapshots, records, kept, clock);
            for (var loop : ownership.statuses().entrySet()) {
              if (loop.getValue().phase() == Phase.RUNNING) {
                log.run(loop.getKey());
              }
            }
            if (ownership.statuses().containsKey(0)) {
              new SideTopicRetention(records, kept, clock).run();
            }
          }
        });
    return thread;
  }

  @Bean(destroyMethod = "close")
  QuietThread admissionHistoryRetention(
      EntityManagerFactory entities, RetentionSettings admissionRetentionSettings) {
    Duration kept = admissionRetentionSettings.history();
    OldSessions old = new OldSessions(entities);
    QuietThread thread = new QuietThread("naru-history-retention");
    if (!kept.isZero()) {
      thread.every(
          SOON,
          PAUSE,
          "The removal of old sessions",
          () -> {
            Instant before = Instant.now().minus(kept);
            while (old.removeSome(before) > 0) {
              TimeUnit.MILLISECONDS.sleep(BREATH_MILLIS);
            }
          });
    }
    return thread;
  }
}
