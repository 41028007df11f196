package dev.naru.admission.history;

import dev.naru.model.wire.Topics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/** Asks the cluster which log it has; seldom enough for a client of its own each time. */
final class EventLogNames implements Supplier<EventLogName> {
  private static final long PATIENCE_SECONDS = 10;

  private final Map<String, Object> connection;

  EventLogNames(Map<String, Object> connection) {
    this.connection = connection;
  }

  @Override
  public EventLogName get() {
    try (Admin admin = Admin.create(connection)) {
      Map<String, TopicDescription> topics =
          admin
              .describeTopics(List.of(Topics.COMMANDS, Topics.EVENTS))
              .allTopicNames()
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return new EventLogName(id(topics, Topics.COMMANDS), id(topics, Topics.EVENTS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Expected the cluster to name its topics", e);
    }
  }

  private static String id(Map<String, TopicDescription> topics, String topic) {
    return Objects.requireNonNull(topics.get(topic)).topicId().toString();
  }
}
