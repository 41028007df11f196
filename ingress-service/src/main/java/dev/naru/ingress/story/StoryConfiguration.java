package dev.naru.ingress.story;

import dev.naru.ingress.store.Postgres;
import java.time.InstantSource;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the telling of waits. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = VisitRow.class)
public class StoryConfiguration {

  @Bean
  Stories ingressStories(Postgres ingressPostgres) {
    return new PostgresStories(ingressPostgres, InstantSource.system());
  }

  @Bean
  Drawings ingressDrawings(Postgres ingressPostgres) {
    return new PostgresDrawings(ingressPostgres);
  }

  @Bean
  Fairness ingressFairness(Postgres ingressPostgres) {
    return new PostgresFairness(ingressPostgres, InstantSource.system());
  }
}
