package dev.naru.ingress.key;

import dev.naru.ingress.store.Postgres;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the keys. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = ApiKeyRow.class)
public class KeyConfiguration {

  @Bean
  ApiKeys ingressApiKeys(Postgres ingressPostgres) {
    return new PostgresApiKeys(ingressPostgres);
  }

  @Bean
  KeyRing ingressKeyRing(ApiKeys ingressApiKeys) {
    return KeyRing.of(ingressApiKeys);
  }

  @Bean
  RateLimits ingressRateLimits() {
    return new RateLimits();
  }
}
