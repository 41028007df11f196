package dev.naru.embedded;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * What runs in the containers; other images by the system properties {@code naru.image.kafka},
 * {@code naru.image.redis} and {@code naru.image.postgres}.
 */
final class Containers {

  static final String NAME = "naru";

  private Containers() {}

  static ContainerServer kafka() {
    var kafka = new KafkaContainer(image("kafka", "apache/kafka:4.2.1", "apache/kafka"));
    KafkaSettings.needed()
        .forEach((key, value) -> kafka.withEnv(KafkaSettings.environmentName(key), value));
    return new ContainerServer(
        kafka, 9092, kafka::getBootstrapServers, () -> serves(kafka.getBootstrapServers()));
  }

  static ContainerServer redis() {
    var redis =
        new GenericContainer<>(image("redis", "redis:8-alpine", "redis"))
            .withExposedPorts(6379)
            .withCommand(
                "redis-server", "--appendonly", "yes", "--save", "", "--protected-mode", "no");
    return new ContainerServer(
        redis,
        6379,
        () -> "redis://%s:%d".formatted(redis.getHost(), redis.getMappedPort(6379)),
        () -> pings(redis));
  }

  static ContainerServer postgres() {
    var postgres =
        new PostgreSQLContainer(image("postgres", "postgres:18", "postgres"))
            .withDatabaseName(NAME)
            .withUsername(NAME)
            .withPassword(NAME);
    return new ContainerServer(
        postgres, 5432, postgres::getJdbcUrl, () -> connects(postgres.getJdbcUrl()));
  }

  private static DockerImageName image(String server, String usual, String compatible) {
    return DockerImageName.parse(System.getProperty("naru.image." + server, usual))
        .asCompatibleSubstituteFor(compatible);
  }

  private static boolean serves(String bootstrapServers) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      throw Waiting.interrupted(e);
    }
  }

  private static boolean pings(GenericContainer<?> redis) {
    try {
      return redis.execInContainer("redis-cli", "ping").getStdout().strip().equals("PONG");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    } catch (InterruptedException e) {
      throw Waiting.interrupted(e);
    }
  }

  private static boolean connects(String jdbcUrl) {
    try (var connection = DriverManager.getConnection(jdbcUrl, NAME, NAME)) {
      return connection.isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }
}
