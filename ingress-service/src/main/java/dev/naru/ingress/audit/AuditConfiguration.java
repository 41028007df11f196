package dev.naru.ingress.audit;

import dev.naru.ingress.Repeated;
import dev.naru.ingress.identity.Operators;
import dev.naru.ingress.store.Postgres;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the audit. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = AuditRow.class)
public class AuditConfiguration {

  @Bean
  Audit ingressAudit(Postgres ingressPostgres) {
    return new PostgresAudit(ingressPostgres);
  }

  @Bean
  Repeated ingressWorkersHolds(Postgres ingressPostgres) {
    WorkersHolds holds = new WorkersHolds(ingressPostgres, Operators.WORKER);
    return new Repeated("ingress-workers-holds", WorkersHolds.LOOKED_EVERY, holds::write);
  }
}
