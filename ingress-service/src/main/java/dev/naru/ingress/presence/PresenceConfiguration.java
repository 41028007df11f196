package dev.naru.ingress.presence;

import dev.naru.ingress.Instance;
import dev.naru.ingress.Repeated;
import dev.naru.ingress.view.RedisLink;
import dev.naru.ingress.view.Rooms;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires presence. */
@Configuration(proxyBeanMethods = false)
public class PresenceConfiguration {
  private static final Duration TOLD_EVERY = Duration.ofSeconds(1);

  @Bean
  PresenceBook ingressPresenceBook() {
    return new PresenceBook();
  }

  @Bean(destroyMethod = "leave")
  PresenceFlusher ingressPresenceFlusher(
      PresenceBook ingressPresenceBook,
      RedisLink ingressRedisLink,
      Rooms ingressRooms,
      Instance ingressInstance) {
    return new PresenceFlusher(
        ingressPresenceBook,
        ingressRedisLink,
        ingressRooms,
        ingressInstance.name(),
        Clock.systemUTC());
  }

  @Bean
  Repeated ingressPresenceFlush(PresenceFlusher ingressPresenceFlusher) {
    return new Repeated("ingress-presence", TOLD_EVERY, ingressPresenceFlusher::flush);
  }
}
