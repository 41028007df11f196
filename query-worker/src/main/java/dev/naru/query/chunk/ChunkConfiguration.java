package dev.naru.query.chunk;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the chunks. */
@Configuration(proxyBeanMethods = false)
public class ChunkConfiguration {

  @Bean
  RedisChunks queryChunks(@Value("${spring.data.redis.url}") String url, MeterRegistry meters) {
    return new RedisChunks(url, meters);
  }
}
