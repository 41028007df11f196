package dev.naru.ingress.identity;

import dev.naru.ingress.IdentitySettings;
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
        new KeyFolder(settings.keyFolder()),
        settings.keyRotation(),
        settings.tokenLife(),
        Clock.systemUTC());
  }

  @Bean
  Operators ingressOperators(IngressSettings settings, OperatorSettings operator) {
    return Operators.of(operator, new KeyFolder(settings.keyFolder()), Clock.systemUTC());
  }

  @Bean
  AnonymousVisitors ingressAnonymousVisitors(IngressSettings settings) {
    return AnonymousVisitors.keptIn(new KeyFolder(settings.keyFolder()));
  }

  /** Empty if no issuer is set. */
  @Bean
  Issuers ingressIssuers(IdentitySettings identity) {
    IdentitySettings.Oidc oidc = identity.oidc();
    return oidc == null ? Issuers.NONE : Issuers.of(oidc, Clock.systemUTC());
  }

  @Bean
  AdmissionTokens ingressAdmissionTokens(IngressSettings settings) {
    return AdmissionTokens.keptIn(
        new KeyFolder(settings.keyFolder()), settings.keyRotation(), Clock.systemUTC());
  }
}
