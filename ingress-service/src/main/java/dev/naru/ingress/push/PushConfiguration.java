package dev.naru.ingress.push;

import dev.naru.ingress.view.RedisLink;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what pushes keep in Redis. */
@Configuration(proxyBeanMethods = false)
public class PushConfiguration {

  @Bean
  Asked ingressAsked(RedisLink ingressRedisLink) {
    return new RedisAsked(ingressRedisLink);
  }

  @Bean
  PushTickets ingressPushTickets(RedisLink ingressRedisLink) {
    return new RedisPushTickets(ingressRedisLink);
  }
}
