package dev.naru.ingress.submit;

import dev.naru.ingress.IngressSettings;
import dev.naru.ingress.Instance;
import dev.naru.ingress.push.Asked;
import dev.naru.ingress.push.AskedSubmission;
import dev.naru.model.wire.WireFormat;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the way into the log. */
@Configuration(proxyBeanMethods = false)
public class SubmitConfiguration {
  private static final int FIVE_MB = 5 << 20;

  @Bean(destroyMethod = "close")
  KafkaProducer<byte[], byte[]> ingressProducer(
      @Value("${spring.kafka.bootstrap-servers}") String bootstrapServers,
      IngressSettings settings) {
    return new KafkaProducer<>(
        Map.ofEntries(
            Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "naru-ingress"),
            Map.entry(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none"),
            Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
            Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
            Map.entry(ProducerConfig.LINGER_MS_CONFIG, settings.lingerMillis()),
            // while one request is under way, the next one's batch grows
            Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1),
            Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none"),
            Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, FIVE_MB),
            // a failure is known within 3 s in all: whoever waits stops waiting at 2.7 s
            Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000),
            Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_500),
            Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2_700),
            Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500),
            Map.entry(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 500),
            // a quiet hour must not cost the next caller the fetch of the topic's metadata
            Map.entry(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Integer.MAX_VALUE)),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  @Bean
  CommandSubmission ingressCommandSubmission(
      @Qualifier("ingressProducer") KafkaProducer<byte[], byte[]> producer,
      Instance instance,
      MeterRegistry registry,
      Asked ingressAsked) {
    Counter failures =
        Counter.builder("naru.submissions.failed")
            .description("Commands that the log did not acknowledge in time")
            .register(registry);
    CommandSubmission submission =
        new KafkaCommandSubmission(producer, new WireFormat(), instance.name(), failures);
    return new AskedSubmission(submission, ingressAsked);
  }

  @Bean
  SlotTopics ingressSlotTopics(
      @Value("${spring.kafka.bootstrap-servers}") String bootstrapServers) {
    return new KafkaSlotTopics(bootstrapServers);
  }

  @Bean
  LogEnds ingressLogEnds(@Value("${spring.kafka.bootstrap-servers}") String bootstrapServers) {
    return new KafkaLogEnds(bootstrapServers);
  }

  @Bean
  RecordSubmission ingressRecordSubmission(
      @Qualifier("ingressProducer") KafkaProducer<byte[], byte[]> producer) {
    return new KafkaRecordSubmission(producer);
  }
}
