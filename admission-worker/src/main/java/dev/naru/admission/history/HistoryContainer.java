package dev.naru.admission.history;

import dev.naru.model.wire.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.CommonContainerStoppingErrorHandler;
import org.springframework.kafka.listener.CommonDelegatingErrorHandler;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/** Makes the consumer of the events: large batches, seldom, and nothing is ever skipped. */
final class HistoryContainer {
  static final String GROUP = "naru-admission-history";

  private static final int MOST_AT_ONCE = 5_000;
  // History runs beside everything else: half a second late costs nobody anything, and saves most
  // of the transactions.
  private static final int WORTH_A_FETCH_BYTES = 512 << 10;
  private static final int LATEST_MILLIS = 500;
  private static final long IDLE_MILLIS = 2_000;
  private static final long SHORTEST_PAUSE_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private HistoryContainer() {}

  /** Not started, and does not start by itself. */
  static ConcurrentMessageListenerContainer<byte[], byte[]> of(
      Map<String, Object> connection, HistoryListener listener) {
    ContainerProperties properties = new ContainerProperties(Topics.EVENTS);
    properties.setGroupId(GROUP);
    properties.setMessageListener(listener);
    properties.setAckMode(ContainerProperties.AckMode.BATCH);
    properties.setSyncCommits(true);
    properties.setIdleEventInterval(IDLE_MILLIS);
    properties.setMissingTopicsFatal(false);
    properties.setAuthExceptionRetryInterval(Duration.ofMillis(LONGEST_PAUSE_MILLIS));
    var container =
        new ConcurrentMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<byte[], byte[]>(settings(connection)), properties);
    container.setAutoStartup(false);
    container.setCommonErrorHandler(errorHandler());
    return container;
  }

  private static Map<String, Object> settings(Map<String, Object> connection) {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
    // while no broker answers, a consumer that looks them up anew spins
    settings.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, GROUP);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_AT_ONCE);
    settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, WORTH_A_FETCH_BYTES);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LATEST_MILLIS);
    settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, (int) Duration.ofSeconds(10).toMillis());
    return settings;
  }

  // Spring's default retries ten times and then skips. Here the batch is kept and tried for ever,
  // its partitions paused and polled; only a record that nobody can read ends the listening.
  private static CommonErrorHandler errorHandler() {
    ExponentialBackOff pauses = new ExponentialBackOff(SHORTEST_PAUSE_MILLIS, 2);
    pauses.setMaxInterval(LONGEST_PAUSE_MILLIS);
    DefaultErrorHandler forEver = new DefaultErrorHandler(pauses);
    forEver.setClassifications(Map.of(), true);
    CommonContainerStoppingErrorHandler stop = new CommonContainerStoppingErrorHandler();
    stop.setStopContainerAbnormally(true);
    CommonDelegatingErrorHandler handler = new CommonDelegatingErrorHandler(forEver);
    handler.setCauseChainTraversing(true);
    handler.setErrorHandlers(Map.of(UnreadableEventException.class, stop));
    return handler;
  }
}
