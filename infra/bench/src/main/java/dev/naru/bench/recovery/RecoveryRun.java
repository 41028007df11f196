package dev.naru.bench.recovery;

import dev.naru.admission.loop.AdmissionSettings;
import dev.naru.admission.loop.Follower;
import dev.naru.admission.loop.KafkaClients;
import dev.naru.admission.loop.LogTopics;
import dev.naru.admission.loop.Recovery;
import dev.naru.admission.loop.SnapshotTaker;
import dev.naru.admission.snapshot.Snapshot;
import dev.naru.admission.snapshot.SnapshotConfiguration;
import dev.naru.admission.snapshot.SnapshotSettings;
import dev.naru.admission.snapshot.SnapshotStore;
import dev.naru.admission.snapshot.Snapshots;
import dev.naru.admission.snapshot.StateCodec;
import dev.naru.admission.state.RoomsView;
import dev.naru.model.wire.WireFormat;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * One recovery in a JVM of its own, as after a restart. Arguments: {@code events}, {@code take} or
 * {@code snapshot}, then where Kafka and Postgres are. After {@link #FIGURES} it prints, by a
 * space: waiting sessions, ms of the recovery, ms of writing down, ms of saving, bytes.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(SnapshotConfiguration.class)
public class RecoveryRun {
  static final String FIGURES = "figures: ";
  private static final SnapshotSettings SNAPSHOTS =
      new SnapshotSettings(Duration.ofHours(1), Long.MAX_VALUE, 3, false);

  public static void main(String[] args) throws Exception {
    System.setProperty("logback.configurationFile", "bench-logback.xml");
    KafkaClients clients = clients(args[1]);
    LogTopics topics = new LogTopics(clients, settings());
    WireFormat wire = new WireFormat();
    if (args[0].equals("events")) {
      print(new Recovery(clients, topics, wire, null, false), null);
      System.exit(0);
    }
    try (ConfigurableApplicationContext context = store(args[2], args[3], args[4])) {
      Snapshots snapshots =
          new Snapshots(context.getBean(SnapshotStore.class), new StateCodec(wire));
      SnapshotTaker taker = new SnapshotTaker(snapshots, SNAPSHOTS, InstantSource.system());
      print(
          new Recovery(clients, topics, wire, snapshots, false),
          args[0].equals("take") ? taker : null);
    }
    System.exit(0);
  }

  static AdmissionSettings settings() {
    return new AdmissionSettings(
        (short) 1,
        1_000,
        "consumer",
        Duration.ofSeconds(30),
        Duration.ofSeconds(1),
        true,
        SNAPSHOTS,
        1);
  }

  static KafkaClients clients(String kafka) {
    return new KafkaClients(kafka, settings());
  }

  private static ConfigurableApplicationContext store(String url, String user, String password) {
    Map<String, Object> properties =
        Map.of(
            "spring.datasource.url", url,
            "spring.datasource.username", user,
            "spring.datasource.password", password,
            "spring.flyway.enabled", "false",
            "spring.jpa.hibernate.ddl-auto", "none");
    return new SpringApplicationBuilder(RecoveryRun.class)
        .web(WebApplicationType.NONE)
        .bannerMode(Banner.Mode.OFF)
        .properties(properties)
        .run();
  }

  private static void print(Recovery recovery, @Nullable SnapshotTaker taker) throws Exception {
    long began = System.nanoTime();
    Follower follower = recovery.recover(0);
    long recovered = System.nanoTime();
    long written = recovered;
    long bytes = 0;
    if (taker != null) {
      Snapshot snapshot = Objects.requireNonNull(taker.write(follower, () -> true));
      written = System.nanoTime();
      bytes = snapshot.size();
      taker.save(snapshot);
    }
    RoomsView state = follower.state();
    System.out.printf(
        FIGURES + "%d %d %d %d %d%n",
        state.rooms().iterator().next().waiting(),
        (recovered - began) / 1_000_000,
        (written - recovered) / 1_000_000,
        (System.nanoTime() - written) / 1_000_000,
        bytes);
  }
}
