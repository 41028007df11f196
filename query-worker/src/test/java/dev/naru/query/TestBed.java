package dev.naru.query;

import dev.naru.embedded.Connections;
import dev.naru.embedded.Servers;
import dev.naru.embedded.TestServers;
import dev.naru.model.wire.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Real Kafka, Redis and Postgres for all integration tests of this JVM, started when first asked
 * for.
 */
public final class TestBed {
  /** What tests lock that stop Postgres, or would see one another's rows and workers. */
  public static final String POSTGRES = "postgres";

  private static final Servers SERVERS;
  private static final Connections CONNECTIONS;

  static {
    try {
      SERVERS =
          TestServers.in(
              Files.createTempDirectory("naru-query"), EnumSet.allOf(Servers.Kind.class));
      CONNECTIONS = SERVERS.start();
      createTopic(Topics.COMMANDS, 1, Map.of("max.message.bytes", "4194304"));
      createTopic(Topics.EVENTS, 1, Map.of("max.message.bytes", "4194304"));
      createTopic(Topics.DEAD_LETTERS, 1, Map.of("max.message.bytes", "4194304"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TestBed() {}

  public static Servers servers() {
    return SERVERS;
  }

  public static Connections connections() {
    return CONNECTIONS;
  }

  /** Adds partitions to a topic until it has so many. */
  public static void growTopic(String name, int partitions) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", CONNECTIONS.kafka()))) {
      admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions))).all().get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void createTopic(String name, int partitions, Map<String, String> settings) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", CONNECTIONS.kafka()))) {
      admin
          .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
