package dev.naru.ingress.figures;

import dev.naru.ingress.store.Postgres;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the reading of figures over time. */
@Configuration(proxyBeanMethods = false)
public class FiguresConfiguration {

  @Bean
  RoomSeries ingressRoomSeries(Postgres ingressPostgres) {
    return new PostgresRoomSeries(ingressPostgres, InstantSource.system());
  }

  @Bean
  PoolOutcomes ingressPoolOutcomes(Postgres ingressPostgres) {
    return new PostgresPoolOutcomes(ingressPostgres, InstantSource.system());
  }

  @Bean
  HistoryOffsets ingressHistoryOffsets(Postgres ingressPostgres) {
    return new PostgresHistoryOffsets(ingressPostgres);
  }
}
