package dev.naru.ingress.submit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.naru.model.wire.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Asks the cluster, while somebody wants to know: every other second at most. */
final class KafkaLogEnds implements LogEnds {
  private static final Duration FRESH = Duration.ofSeconds(2);

  private final String bootstrapServers;
  private final Cache<Integer, Map<Integer, Long>> known =
      Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(1).build();

  KafkaLogEnds(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  @Override
  public Map<Integer, Long> ends(int partitions) {
    return known.get(partitions, this::ask);
  }

  private Map<Integer, Long> ask(int partitions) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (int number = 0; number < partitions; number++) {
      wanted.put(new TopicPartition(Topics.COMMANDS, number), OffsetSpec.latest());
    }
    try (Admin admin = BriefAdmin.of(bootstrapServers)) {
      Map<Integer, Long> ends = new HashMap<>();
      admin
          .listOffsets(wanted)
          .all()
          .get(BriefAdmin.CALL_MILLIS, TimeUnit.MILLISECONDS)
          .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
      return ends;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotConfirmedException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new NotConfirmedException(e);
    }
  }
}
