package dev.naru.admission.replay.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics that an imported log goes into: made where they are missing, empty to begin with. */
final class ReplayTopics {
  /** An event holds what its command held, and where it stands. */
  private static final int MAX_RECORD_BYTES = 6 << 20;

  /** Old times stay as they are, and nothing is deleted because of them. */
  private static final Map<String, String> CONFIGS =
      Map.of(
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
          "CreateTime",
          TopicConfig.RETENTION_MS_CONFIG,
          "-1",
          TopicConfig.RETENTION_BYTES_CONFIG,
          "-1",
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
          String.valueOf(MAX_RECORD_BYTES));

  private final String kafka;
  private final int partition;

  ReplayTopics(String kafka, int partition) {
    this.kafka = kafka;
    this.partition = partition;
  }

  /** Throws {@link CannotReplayException} if they hold a log that may not go. */
  void prepare(boolean replaces) throws ExecutionException, InterruptedException {
    LogTopicNames names = LogTopicNames.IMPORTED;
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka))) {
      make(admin, names.commands());
      make(admin, names.events());
      empty(admin, List.of(names.commands(), names.events()), replaces);
    }
  }

  private void make(Admin admin, String topic) throws ExecutionException, InterruptedException {
    try {
      NewTopic wanted = new NewTopic(topic, Optional.of(partition + 1), Optional.empty());
      admin.createTopics(List.of(wanted.configs(CONFIGS))).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private void empty(Admin admin, List<String> topics, boolean replaces)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, RecordsToDelete> held = new HashMap<>();
    for (String topic : topics) {
      TopicPartition it = new TopicPartition(topic, partition);
      long first = offset(admin, it, OffsetSpec.earliest());
      long end = offset(admin, it, OffsetSpec.latest());
      if (end > first) {
        held.put(it, RecordsToDelete.beforeOffset(end));
      }
    }
    if (!held.isEmpty() && !replaces) {
      throw new CannotReplayException(
          "Expected the replay topics to be empty, but an earlier import lies in %s: add --replace"
              .formatted(held.keySet()));
    }
    admin.deleteRecords(held).all().get();
  }

  private static long offset(Admin admin, TopicPartition partition, OffsetSpec spec)
      throws ExecutionException, InterruptedException {
    return admin.listOffsets(Map.of(partition, spec)).partitionResult(partition).get().offset();
  }
}
