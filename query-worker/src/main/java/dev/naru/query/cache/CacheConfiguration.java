package dev.naru.query.cache;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the caches. */
@Configuration(proxyBeanMethods = false)
public class CacheConfiguration {

  @Bean
  AnswerCaches queryAnswerCaches(
      @Value("${spring.data.redis.url}") String url, MeterRegistry meters) {
    return new AnswerCaches(url, meters);
  }
}
