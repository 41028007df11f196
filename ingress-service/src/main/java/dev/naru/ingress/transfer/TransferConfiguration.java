package dev.naru.ingress.transfer;

import dev.naru.ingress.view.RedisLink;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the codes. */
@Configuration(proxyBeanMethods = false)
public class TransferConfiguration {

  @Bean
  TransferCodes ingressTransferCodes(RedisLink ingressRedisLink) {
    return new RedisTransferCodes(ingressRedisLink, InstantSource.system());
  }
}
