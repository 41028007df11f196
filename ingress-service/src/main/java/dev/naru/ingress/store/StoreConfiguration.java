package dev.naru.ingress.store;

import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the tables that operators need. */
@Configuration(proxyBeanMethods = false)
public class StoreConfiguration {

  @Bean
  Postgres ingressPostgres(EntityManagerFactory entityManagerFactory) {
    return new Postgres(entityManagerFactory);
  }

  /** Migrates when the tables are started, not when the bean is made: Postgres may be away. */
  @Bean
  Flyway ingressFlyway(DataSource dataSource) {
    return Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:db/migration/ingress")
        .table("flyway_ingress_history")
        // the services share a database: the first to come must not keep the others out
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load();
  }

  @Bean
  Tables ingressTables(@Qualifier("ingressFlyway") Flyway flyway) {
    return new Tables(flyway);
  }
}
