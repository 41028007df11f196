package dev.naru.query.settings;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes the worker's Kafka clients.
 *
 * @param connection where the cluster is and how to log in: {@code bootstrap.servers}, {@code
 *     security.*} …
 */
public record KafkaClients(Map<String, Object> connection, GroupProtocol protocol, String worker) {
  /** A member that is silent for so long has lost its partitions. */
  public static final int SESSION_TIMEOUT_MILLIS = 6_000;

  public static final int HEARTBEAT_MILLIS = 1_000;
  private static final int LARGEST_REQUEST = 5 << 20;

  /** While no broker answers, a consumer that looks them up anew spins: 15,000 times a second. */
  public KafkaClients {
    connection = new HashMap<>(connection);
    connection.putIfAbsent(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
  }

  /** Settings of a consumer without group that sees committed records only. */
  public Map<String, Object> reader(String clientId) {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId + "-" + worker);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 10_000);
    return settings;
  }

  /** Settings of a consumer that shares the partitions of a topic with the rest of its group. */
  public Map<String, Object> member(String group, String clientId) {
    Map<String, Object> settings = reader(clientId);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, protocol.name());
    if (protocol == GroupProtocol.CLASSIC) {
      // With the new protocol these belong to the group, see GroupTimeouts.
      settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
      settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
      settings.put(
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          CooperativeStickyAssignor.class.getName());
    }
    return settings;
  }

  /** The producer of commands and dead letters; thread-safe, keeps the order of what it sends. */
  public Producer<byte[], byte[]> producer() {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "naru-query-" + worker);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
    // What is not acknowledged by then is given up: a worker that lost its slot must not speak of
    // it later. The slot sends again for as long as it is proven.
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS / 2);
    // The senders are slot threads, which have proofs to renew meanwhile.
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
    // The first query after a quiet hour must not wait for metadata.
    settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, 24 * 3_600_000L);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  public Admin admin() {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "naru-query-admin-" + worker);
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
    return Admin.create(settings);
  }
}
