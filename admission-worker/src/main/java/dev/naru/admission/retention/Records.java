package dev.naru.admission.retention;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The oldest records of topics, and what must have happened before they may go. */
final class Records {
  private static final long PATIENCE_SECONDS = 30;

  private final Admin admin;

  Records(Admin admin) {
    this.admin = admin;
  }

  /** The names of all topics that begin so. */
  List<String> topics(String prefix)
      throws ExecutionException, InterruptedException, TimeoutException {
    Set<String> names = get(admin.listTopics().names());
    return names.stream().filter(name -> name.startsWith(prefix)).sorted().toList();
  }

  List<TopicPartition> partitions(String topic)
      throws ExecutionException, InterruptedException, TimeoutException {
    var described = get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
    return Objects.requireNonNull(described).partitions().stream()
        .map(it -> new TopicPartition(topic, it.partition()))
        .toList();
  }

  /** Where the group is that has read least of a partition; 0 if one has read nothing. */
  long read(Collection<String> groups, TopicPartition partition)
      throws ExecutionException, InterruptedException, TimeoutException {
    long least = Long.MAX_VALUE;
    for (String group : groups) {
      @Nullable OffsetAndMetadata read = read(group).get(partition);
      least = Math.min(least, read == null ? 0 : read.offset());
    }
    return least;
  }

  private Map<TopicPartition, OffsetAndMetadata> read(String group)
      throws ExecutionException, InterruptedException, TimeoutException {
    return get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
  }

  /** Deletes what was written before a time, ms since 1970, and read by a group. */
  void deleteRead(String topic, String group, long before)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetAndMetadata> read = read(group);
    Map<TopicPartition, Long> since = offsets(partitions(topic), OffsetSpec.forTimestamp(before));
    Map<TopicPartition, RecordsToDelete> old = new HashMap<>();
    since.forEach(
        (partition, first) -> {
          @Nullable OffsetAndMetadata next = read.get(partition);
          if (next != null) {
            // none since then: all of them are old
            long end = first < 0 ? next.offset() : Math.min(first, next.offset());
            old.put(partition, RecordsToDelete.beforeOffset(end));
          }
        });
    var unused = get(admin.deleteRecords(old).all());
  }

  /** Deletes the records before an offset; returns whether there were any. */
  boolean deleteBefore(TopicPartition partition, long offset)
      throws ExecutionException, InterruptedException, TimeoutException {
    long first = offsets(List.of(partition), OffsetSpec.earliest()).getOrDefault(partition, 0L);
    if (first >= offset) {
      return false;
    }
    var unused =
        get(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset))).all());
    return true;
  }

  private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, spec));
    Map<TopicPartition, Long> found = new HashMap<>();
    get(admin.listOffsets(wanted).all()).forEach((it, offset) -> found.put(it, offset.offset()));
    return found;
  }

  private static <T> T get(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
