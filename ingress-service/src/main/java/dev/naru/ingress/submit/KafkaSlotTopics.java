package dev.naru.ingress.submit;

import dev.naru.model.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;

/** Asks the cluster itself; seldom enough for a client of its own each time. */
final class KafkaSlotTopics implements SlotTopics {
  private static final long LONGEST_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long LOOK_MILLIS = 50;

  private final String bootstrapServers;

  KafkaSlotTopics(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  @Override
  public void grow(String pool, int slots) {
    String topic = Topics.slots(pool);
    try (Admin admin = BriefAdmin.of(bootstrapServers)) {
      if (partitions(admin, topic) < slots) {
        admin
            .createPartitions(Map.of(topic, NewPartitions.increaseTo(slots)))
            .all()
            .get(BriefAdmin.CALL_MILLIS, TimeUnit.MILLISECONDS);
        awaitSeen(admin, topic, slots);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotConfirmedException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new NotConfirmedException(e);
    }
  }

  private static void awaitSeen(Admin admin, String topic, int slots)
      throws ExecutionException, InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + LONGEST_NANOS;
    while (partitions(admin, topic) < slots) {
      if (System.nanoTime() - deadline > 0) {
        throw new TimeoutException("Expected partitions that were made to be seen");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private static int partitions(Admin admin, String topic)
      throws ExecutionException, InterruptedException, TimeoutException {
    TopicDescription description =
        admin
            .describeTopics(List.of(topic))
            .allTopicNames()
            .get(BriefAdmin.CALL_MILLIS, TimeUnit.MILLISECONDS)
            .get(topic);
    return description == null ? 0 : description.partitions().size();
  }
}
