package dev.naru.ingress.visitors;

import dev.naru.ingress.store.Postgres;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the reading of who visits a room. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = VisitorRow.class)
public class VisitorsConfiguration {

  @Bean
  Visitors ingressVisitors(Postgres ingressPostgres) {
    return new PostgresVisitors(ingressPostgres);
  }
}
