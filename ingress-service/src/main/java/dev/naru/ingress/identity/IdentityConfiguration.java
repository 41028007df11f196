package dev.naru.ingress.identity;

import dev.naru.ingress.IngressSettings;
import dev.naru.ingress.OperatorSettings;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the tokens. */
@Configuration(proxyBeanMethods = false)
public class IdentityConfiguration {

  @Bean
  SessionTokens ingressSessionTokens(IngressSettings settings) {
    return SessionTokens.keptIn(
        new KeyFolder(settings.keyFolder()), settings.tokenLife(), Clock.systemUTC());
  }

  @Bean
  Operators ingressOperators(IngressSettings settings, OperatorSettings operator) {
    return Operators.of(operator, new KeyFolder(settings.keyFolder()), Clock.systemUTC());
  }

  @Bean
  AdmissionTokens ingressAdmissionTokens(IngressSettings settings) {
    return AdmissionTokens.keptIn(new KeyFolder(settings.keyFolder()), Clock.systemUTC());
  }
}
