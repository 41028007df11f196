package dev.naru.admission.loop;

import dev.naru.admission.snapshot.LogIdentity;
import dev.naru.model.wire.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics that are missing, and more partitions where a pool got more slots. */
public final class LogTopics {
  private static final long PATIENCE_SECONDS = 30;
  private static final Map<String, String> KEEP_ALL =
      Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1", TopicConfig.CLEANUP_POLICY_CONFIG, "delete");

  private final KafkaClients clients;
  private final AdmissionSettings settings;

  public LogTopics(KafkaClients clients, AdmissionSettings settings) {
    this.clients = clients;
    this.settings = settings;
  }

  /** The topics of commands, events and dead letters. */
  public void makeLog() throws ExecutionException, InterruptedException, TimeoutException {
    try (Admin admin = clients.admin()) {
      // an event holds what its command held, and where it stands: it needs more room
      int eventBytes = Topics.MAX_RECORD_BYTES + (1 << 20);
      int partitions = settings.partitions();
      make(admin, Topics.EVENTS, partitions, eventBytes, "CreateTime");
      if (partitions > 1) {
        // the events first: whoever is given a partition of the commands writes its events
        grow(admin, Topics.EVENTS, partitions);
      }
      make(admin, Topics.COMMANDS, partitions, Topics.MAX_RECORD_BYTES, "LogAppendTime");
      if (partitions > 1) {
        grow(admin, Topics.COMMANDS, partitions);
      }
      make(admin, Topics.DEAD_LETTERS, 1, Topics.MAX_RECORD_BYTES, "CreateTime");
    }
  }

  /** Which log stands behind the names now. */
  public LogIdentity identity() throws ExecutionException, InterruptedException, TimeoutException {
    try (Admin admin = clients.admin()) {
      String cluster = admin.describeCluster().clusterId().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      Map<String, TopicDescription> topics =
          admin
              .describeTopics(List.of(Topics.COMMANDS, Topics.EVENTS))
              .allTopicNames()
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return new LogIdentity(cluster, id(topics, Topics.COMMANDS), id(topics, Topics.EVENTS));
    }
  }

  private static String id(Map<String, TopicDescription> topics, String topic) {
    return Objects.requireNonNull(topics.get(topic)).topicId().toString();
  }

  /** The topic of a pool's slots, with at least so many partitions; returns when they are seen. */
  void makeSlots(String pool, int slots)
      throws ExecutionException, InterruptedException, TimeoutException {
    String topic = Topics.slots(pool);
    try (Admin admin = clients.admin()) {
      make(admin, topic, slots, Topics.MAX_RECORD_BYTES + (1 << 20), "CreateTime");
      grow(admin, topic, slots);
    }
  }

  private static void grow(Admin admin, String topic, int wanted)
      throws ExecutionException, InterruptedException, TimeoutException {
    if (partitions(admin, topic) < wanted) {
      addPartitions(admin, topic, wanted);
    }
    while (partitions(admin, topic) < wanted) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static void addPartitions(Admin admin, String topic, int wanted)
      throws ExecutionException, InterruptedException, TimeoutException {
    try {
      admin
          .createPartitions(Map.of(topic, NewPartitions.increaseTo(wanted)))
          .all()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (partitions(admin, topic) < wanted) { // else another worker did it meanwhile
        throw e;
      }
    }
  }

  private void make(Admin admin, String topic, int partitions, int maxBytes, String timestamps)
      throws ExecutionException, InterruptedException, TimeoutException {
    NewTopic wanted = new NewTopic(topic, partitions, settings.replication());
    Map<String, String> configs = new HashMap<>(KEEP_ALL);
    configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(maxBytes));
    configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, timestamps);
    try {
      admin
          .createTopics(List.of(wanted.configs(configs)))
          .all()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private static int partitions(Admin admin, String topic)
      throws ExecutionException, InterruptedException, TimeoutException {
    TopicDescription description =
        admin
            .describeTopics(List.of(topic))
            .allTopicNames()
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .get(topic);
    return description == null ? 0 : description.partitions().size();
  }
}
