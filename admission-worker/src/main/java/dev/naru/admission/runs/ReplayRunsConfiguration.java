package dev.naru.admission.runs;

import jakarta.persistence.EntityManagerFactory;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the replays that operators ask for. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = ReplayRunRow.class)
public class ReplayRunsConfiguration {

  @Bean
  ReplayRunner admissionReplayRunner(
      EntityManagerFactory entities, ReplayEngine admissionReplayEngine) {
    ReplayRuns runs =
        new ReplayRuns(entities, UUID.randomUUID().toString(), InstantSource.system());
    return new ReplayRunner(runs, admissionReplayEngine);
  }
}
