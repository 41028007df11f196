package dev.naru.ingress.replay;

import dev.naru.ingress.store.Postgres;
import java.time.Clock;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the replays. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = ReplayRow.class)
public class ReplayConfiguration {

  @Bean
  ReplayRuns ingressReplayRuns(Postgres ingressPostgres) {
    return new PostgresReplayRuns(ingressPostgres, Clock.systemUTC());
  }
}
