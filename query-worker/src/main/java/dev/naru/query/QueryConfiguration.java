package dev.naru.query;

import dev.naru.query.chunk.ChunkConfiguration;
import dev.naru.query.deadletter.DeadLetters;
import dev.naru.query.deadletter.KafkaDeadLetters;
import dev.naru.query.result.ResultConfiguration;
import dev.naru.query.settings.KafkaClients;
import dev.naru.query.settings.Pools;
import dev.naru.query.settings.QuerySettings;
import dev.naru.query.slot.SlotConfiguration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * The query worker, to be imported into a context: slots, upstreams, chunks, history, dead letters.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QuerySettings.class)
@Import({SlotConfiguration.class, ChunkConfiguration.class, ResultConfiguration.class})
public class QueryConfiguration {

  @Bean
  Pools queryPools(Environment environment) {
    return Pools.from(environment);
  }

  @Bean
  KafkaClients queryKafkaClients(
      KafkaProperties kafka, KafkaConnectionDetails connection, QuerySettings settings) {
    Map<String, Object> common = new HashMap<>(kafka.getProperties());
    common.putAll(kafka.getSsl().buildProperties());
    common.putAll(kafka.getSecurity().buildProperties());
    common.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.getBootstrapServers());
    return new KafkaClients(Map.copyOf(common), settings.groupProtocol(), settings.worker());
  }

  @Bean(destroyMethod = "close")
  Producer<byte[], byte[]> queryProducer(KafkaClients queryKafkaClients) {
    return queryKafkaClients.producer();
  }

  @Bean
  DeadLetters queryDeadLetters(@Qualifier("queryProducer") Producer<byte[], byte[]> producer) {
    return new KafkaDeadLetters(producer);
  }
}
