package dev.naru.ingress.console;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the operators' console. */
@Configuration(proxyBeanMethods = false)
public class ConsoleConfiguration {

  @Bean
  ConsoleController ingressConsoleController() {
    return new ConsoleController(new ConsoleFiles());
  }
}
