package dev.naru.embedded;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The broker's settings: one node, quick transactions, nothing expires. */
final class KafkaSettings {

  private static final int NODE = 1;
  private static final int FIVE_MB = 5 * 1024 * 1024;

  /** What Naru needs of any single-node broker, in process or in a container. */
  private static final Map<String, String> NEEDED =
      Map.ofEntries(
          Map.entry("auto.create.topics.enable", "false"),
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("offsets.topic.num.partitions", "4"),
          // An idle group would lose its offsets, and the slots' metadata in them, after 7 days.
          Map.entry("offsets.retention.minutes", Integer.toString(Integer.MAX_VALUE)),
          Map.entry("transaction.state.log.replication.factor", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          // More than 1, so that two transactional ids need not share a coordinator's partition.
          Map.entry("transaction.state.log.num.partitions", "4"),
          // A transaction that begins while the same producer's last one is still being marked
          // tries
          // again after this, 20 ms by default.
          Map.entry("add.partitions.to.txn.retry.backoff.ms", "1"),
          Map.entry("share.coordinator.state.topic.replication.factor", "1"),
          Map.entry("share.coordinator.state.topic.min.isr", "1"),
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          Map.entry("group.min.session.timeout.ms", "1000"),
          Map.entry("group.consumer.min.session.timeout.ms", "3000"),
          Map.entry("group.consumer.session.timeout.ms", "6000"),
          Map.entry("group.consumer.min.heartbeat.interval.ms", "500"),
          Map.entry("group.consumer.heartbeat.interval.ms", "1000"),
          // After a kill the controller takes the dead broker for alive for a session time-out.
          Map.entry("broker.session.timeout.ms", "3000"),
          Map.entry("broker.heartbeat.interval.ms", "500"),
          Map.entry("message.max.bytes", Integer.toString(FIVE_MB)),
          Map.entry("replica.fetch.max.bytes", Integer.toString(FIVE_MB)),
          Map.entry("log.retention.ms", "-1"),
          Map.entry("log.retention.bytes", "-1"));

  /** What keeps a broker inside another program small and quiet. */
  private static final Map<String, String> SMALL =
      Map.ofEntries(
          Map.entry("metric.reporters", ""),
          Map.entry("log.segment.bytes", Integer.toString(128 * 1024 * 1024)),
          Map.entry("log.index.size.max.bytes", Integer.toString(1024 * 1024)),
          Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024)),
          Map.entry("num.network.threads", "2"),
          Map.entry("num.io.threads", "4"),
          Map.entry("background.threads", "2"));

  private KafkaSettings() {}

  static Map<String, String> needed() {
    return new TreeMap<>(NEEDED);
  }

  /** As Kafka's image reads a setting from its environment. */
  static String environmentName(String setting) {
    return "KAFKA_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  /**
   * @param door the second way in, null if there is none
   */
  static Properties embedded(Path folder, int port, int controllerPort, @Nullable KafkaDoor door) {
    var properties = new Properties();
    properties.putAll(NEEDED);
    properties.putAll(SMALL);
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", Integer.toString(NODE));
    properties.put("controller.quorum.voters", "%d@127.0.0.1:%d".formatted(NODE, controllerPort));
    properties.put(
        "listeners",
        "BROKER://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
    properties.put("advertised.listeners", "BROKER://127.0.0.1:%d".formatted(port));
    properties.put("inter.broker.listener.name", "BROKER");
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("log.dirs", folder.toString());
    if (door != null) {
      add(properties, "listeners", "DOOR://127.0.0.1:" + door.port());
      add(properties, "advertised.listeners", "DOOR://127.0.0.1:" + door.advertisedPort());
      add(properties, "listener.security.protocol.map", "DOOR:PLAINTEXT");
    }
    return properties;
  }

  private static void add(Properties properties, String setting, String more) {
    properties.merge(setting, more, (before, it) -> before + "," + it);
  }
}
