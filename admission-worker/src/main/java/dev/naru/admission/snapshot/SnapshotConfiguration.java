package dev.naru.admission.snapshot;

import jakarta.persistence.EntityManagerFactory;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the snapshots' store; its tables are migrated with the history's. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = SnapshotRow.class)
public class SnapshotConfiguration {
  @Bean
  SnapshotStore admissionSnapshotStore(EntityManagerFactory entities) {
    return new PostgresSnapshots(entities);
  }
}
