package dev.naru.query.settings;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until a topic exists. Topics are the admission worker's to create; a consumer that
 * subscribes too early would learn of one only minutes later.
 */
public final class TopicGate {
  private static final Logger LOG = LoggerFactory.getLogger(TopicGate.class);
  private static final long SHORTEST_MILLIS = 50;
  private static final long LONGEST_MILLIS = 1_000;

  private TopicGate() {}

  /** Returns true once the topic exists, false if it is not wanted any more. */
  public static boolean await(Admin admin, String topic, BooleanSupplier wanted)
      throws InterruptedException {
    String said = "";
    for (long pause = SHORTEST_MILLIS; wanted.getAsBoolean(); pause = longer(pause)) {
      String missing = missing(admin, topic);
      if (missing.isEmpty()) {
        return true;
      }
      if (!missing.equals(said)) {
        LOG.info(
            "Waiting for a topic, nothing is read from it until then: topic={} reason={}",
            topic,
            missing);
        said = missing;
      }
      TimeUnit.MILLISECONDS.sleep(pause);
    }
    return false;
  }

  /** How many partitions a topic has; 0 while the cluster does not say. */
  public static int partitions(Admin admin, String topic) throws InterruptedException {
    try {
      TopicDescription found =
          admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
      return found == null ? 0 : found.partitions().size();
    } catch (ExecutionException e) {
      LOG.debug("The cluster does not say how many partitions there are: topic={}", topic, e);
      return 0;
    }
  }

  /** A topic's id, which it has for as long as it lives; throws if the cluster does not say. */
  public static String id(Admin admin, String topic) {
    try {
      TopicDescription found =
          admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
      return Objects.requireNonNull(found).topicId().toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Expected the cluster to name its topics", e);
    }
  }

  private static long longer(long pause) {
    return Math.min(2 * pause, LONGEST_MILLIS);
  }

  private static String missing(Admin admin, String topic) throws InterruptedException {
    try {
      admin.describeTopics(List.of(topic)).allTopicNames().get();
      return "";
    } catch (ExecutionException e) {
      return e.getCause() == null ? "unknown" : e.getCause().getClass().getSimpleName();
    }
  }
}
