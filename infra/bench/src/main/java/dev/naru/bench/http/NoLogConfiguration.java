package dev.naru.bench.http;

import dev.naru.ingress.submit.CommandSubmission;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Added to Naru's own configuration by {@code spring.main.sources}. */
@Configuration(proxyBeanMethods = false)
public class NoLogConfiguration {

  @Bean
  @Primary
  CommandSubmission benchCommandSubmission(
      @Qualifier("ingressCommandSubmission") CommandSubmission log) {
    return new NoLogSubmission(log);
  }
}
