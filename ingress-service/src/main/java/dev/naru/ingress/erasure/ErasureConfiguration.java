package dev.naru.ingress.erasure;

import dev.naru.ingress.store.Postgres;
import dev.naru.ingress.view.ViewErasure;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the erasing of users. */
@Configuration(proxyBeanMethods = false)
public class ErasureConfiguration {

  @Bean
  Erasures ingressErasures(Postgres ingressPostgres, ViewErasure ingressViewErasure) {
    return new PostgresErasures(ingressPostgres, ingressViewErasure);
  }
}
