package dev.naru.query.result;

import dev.naru.query.settings.KafkaClients;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/** Builds the containers that feed the history and the dead letters' list. */
final class HistoryContainer {
  private static final int LARGEST_BATCH = 500;
  private static final int WORTH_A_FETCH_BYTES = 512 << 10;
  private static final int LATEST_MILLIS = 400;
  private static final long IDLE_MILLIS = 2_000;

  private HistoryContainer() {}

  static ConcurrentMessageListenerContainer<byte[], byte[]> of(
      KafkaClients clients, String topic, String group, Object listener) {
    Map<String, Object> settings = clients.member(group, group);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, LARGEST_BATCH);
    // Nobody waits for the history: it must not cost the others a fetch for each transaction.
    settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, WORTH_A_FETCH_BYTES);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LATEST_MILLIS);
    ContainerProperties properties = new ContainerProperties(topic);
    properties.setGroupId(group);
    properties.setAckMode(ContainerProperties.AckMode.BATCH);
    // Shorter than a fetch may wait: the consumer asks again only when it is polled.
    properties.setPollTimeout(250);
    properties.setIdleEventInterval(IDLE_MILLIS);
    properties.setMessageListener(listener);
    var container =
        new ConcurrentMessageListenerContainer<byte[], byte[]>(
            new DefaultKafkaConsumerFactory<>(settings), properties);
    container.setBeanName(group);
    container.setCommonErrorHandler(errorHandler());
    return container;
  }

  /** Nothing is skipped, whatever is wrong: the batch is kept and tried again, for ever. */
  private static DefaultErrorHandler errorHandler() {
    ExponentialBackOff backOff = new ExponentialBackOff(200, 2);
    backOff.setMaxInterval(5_000);
    DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
    handler.setClassifications(Map.of(), true);
    handler.setRetryListeners(new HistoryRetries());
    return handler;
  }
}
