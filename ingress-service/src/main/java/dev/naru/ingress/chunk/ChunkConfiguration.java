package dev.naru.ingress.chunk;

import dev.naru.ingress.Repeated;
import dev.naru.ingress.view.Partitions;
import dev.naru.ingress.view.RedisLink;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the reading of chunks. */
@Configuration(proxyBeanMethods = false)
public class ChunkConfiguration {
  private static final Duration SUBSCRIBED_EVERY = Duration.ofMillis(500);

  @Bean
  ChunkSignals ingressChunkSignals() {
    return new ChunkSignals();
  }

  @Bean
  Chunks ingressChunks(RedisLink ingressRedisLink, ChunkSignals ingressChunkSignals) {
    return new RedisChunks(ingressRedisLink, ingressChunkSignals);
  }

  @Bean
  Repeated ingressChunkSubscription(
      RedisLink ingressRedisLink, Partitions ingressPartitions, ChunkSignals ingressChunkSignals) {
    ChunkFollowers followers =
        new ChunkFollowers(ingressRedisLink, ingressPartitions, ingressChunkSignals);
    return new Repeated("ingress-chunks", SUBSCRIBED_EVERY, followers::subscribe);
  }
}
