package dev.naru.standalone;

import dev.naru.admission.AdmissionConfiguration;
import dev.naru.ingress.IngressConfiguration;
import dev.naru.query.QueryConfiguration;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The three services in one context. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({IngressConfiguration.class, AdmissionConfiguration.class, QueryConfiguration.class})
class StandaloneConfiguration {

  /** Readiness is said when this returns. */
  @Bean
  ApplicationRunner standaloneSettling(HealthEndpoint health) {
    return arguments -> new Settling(health).await();
  }
}
