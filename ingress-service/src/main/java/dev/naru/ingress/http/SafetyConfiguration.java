package dev.naru.ingress.http;

import dev.naru.ingress.IngressSettings;
import dev.naru.ingress.Repeated;
import dev.naru.ingress.identity.Operators;
import dev.naru.ingress.key.KeyRing;
import dev.naru.ingress.limit.GuardedKeys;
import dev.naru.ingress.limit.Limits;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * Wires what stands before the controllers, in this order:
 *
 * <pre>
 *   whose address ──► headers ──► origin ──► address's limits ──► operator? ──► controller
 *                                  403            429             401, 403
 * </pre>
 */
@Configuration(proxyBeanMethods = false)
public class SafetyConfiguration {
  private static final String VISITORS = "/v1/*";
  private static final String PAGES = "/r/*";

  @Bean
  TomcatContextCustomizer ingressProxies(IngressSettings settings) {
    return context ->
        context.getPipeline().addValve(new ProxyValve(settings.proxies(), settings.proxyHeaders()));
  }

  @Bean
  TomcatContextCustomizer ingressSlowContents(IngressSettings settings) {
    return context ->
        context.getPipeline().addValve(new SlowContentValve(settings.limits().content()));
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> ingressPatientProtocol() {
    return server -> server.setProtocol(PatientProtocol.class.getName());
  }

  @Bean
  SlowHeads ingressSlowHeads() {
    return new SlowHeads();
  }

  @Bean
  Repeated ingressEndSlowHeads(SlowHeads ingressSlowHeads) {
    return new Repeated("ingress-slow-heads", SlowHeads.LOOKED_EVERY, ingressSlowHeads::end);
  }

  @Bean
  FilterRegistrationBean<SecurityHeaders> ingressSecurityHeaders() {
    return filter(new SecurityHeaders(), 0, "/*");
  }

  @Bean
  FilterRegistrationBean<ActuatorDoor> ingressActuatorDoor(Operators ingressOperators) {
    return filter(new ActuatorDoor(ingressOperators), 1, "/actuator", "/actuator/*");
  }

  @Bean
  FilterRegistrationBean<CrossOrigin> ingressCrossOrigin(IngressSettings settings) {
    FilterRegistrationBean<CrossOrigin> filter =
        filter(new CrossOrigin(settings.origins()), 1, VISITORS);
    filter.setEnabled(!settings.origins().isEmpty());
    return filter;
  }

  @Bean
  Limits ingressLimits(IngressSettings settings, MeterRegistry registry) {
    return new Limits(settings.limits(), registry);
  }

  @Bean
  GuardedKeys ingressGuardedKeys(KeyRing ingressKeyRing, Limits ingressLimits) {
    return new GuardedKeys(ingressKeyRing, ingressLimits);
  }

  @Bean
  FilterRegistrationBean<AddressLimits> ingressAddressLimits(
      Limits ingressLimits, GuardedKeys ingressGuardedKeys) {
    return filter(new AddressLimits(ingressLimits, ingressGuardedKeys), 2, VISITORS, PAGES);
  }

  private static <T extends Filter> FilterRegistrationBean<T> filter(
      T filter, int place, String... patterns) {
    FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
    registration.addUrlPatterns(patterns);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
    return registration;
  }
}
