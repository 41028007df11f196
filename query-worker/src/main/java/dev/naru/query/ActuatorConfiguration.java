package dev.naru.query;

import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what a worker shows when it is a process of its own. */
@Configuration(proxyBeanMethods = false)
class ActuatorConfiguration {

  @Bean
  FilterRegistrationBean<ActuatorDoor> queryActuatorDoor(
      @Value("${naru.operator.token:}") String operator,
      @Value("${naru.operator.viewer-token:${NARU_VIEWER_TOKEN:}}") String viewer) {
    FilterRegistrationBean<ActuatorDoor> filter =
        new FilterRegistrationBean<>(new ActuatorDoor(List.of(operator, viewer)));
    filter.addUrlPatterns("/actuator", "/actuator/*");
    return filter;
  }
}
