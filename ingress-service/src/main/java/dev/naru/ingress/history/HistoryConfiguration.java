package dev.naru.ingress.history;

import dev.naru.ingress.store.Postgres;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the reading of the history. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = SessionRow.class)
public class HistoryConfiguration {

  @Bean
  History ingressHistory(EntityManagerFactory entityManagerFactory) {
    return new PostgresHistory(entityManagerFactory, Clock.systemUTC());
  }

  @Bean
  Chronicle ingressChronicle(Postgres ingressPostgres) {
    return new PostgresChronicle(ingressPostgres);
  }
}
