package dev.naru.embedded;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A record, a key and a row left in the three servers, and whether they are still there. */
final class Traces {

  private static final String TOPIC = "traces";

  private Traces() {}

  static void leave(Connections servers, String what) throws Exception {
    leaveRecord(servers.kafka(), what);
    leaveKey(servers.redis(), what);
    leaveRow(servers, what);
  }

  static void leaveRecord(String kafka, String what)
      throws InterruptedException, ExecutionException, TimeoutException {
    try (var admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      if (!admin.listTopics().names().get(10, TimeUnit.SECONDS).contains(TOPIC)) {
        admin
            .createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
            .all()
            .get(10, TimeUnit.SECONDS);
      }
    }
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka,
            "transactional.id",
            "traces",
            "key.serializer",
            StringSerializer.class,
            "value.serializer",
            StringSerializer.class);
    try (var producer = new KafkaProducer<String, String>(settings)) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(TOPIC, what)).get(10, TimeUnit.SECONDS);
      producer.commitTransaction();
    }
  }

  static List<String> records(String kafka) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka,
            "isolation.level",
            "read_committed",
            "key.deserializer",
            StringDeserializer.class,
            "value.deserializer",
            StringDeserializer.class);
    try (var consumer = new KafkaConsumer<String, String>(settings)) {
      var partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var found = new ArrayList<String>();
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(it -> found.add(it.value()));
      }
      return found;
    }
  }

  static void leaveKey(String redis, String what) {
    withRedis(redis, it -> it.set(what, what));
  }

  static boolean hasKey(String redis, String what) {
    return withRedis(redis, it -> it.exists(what)) == 1;
  }

  static void leaveRow(Connections servers, String what) throws SQLException {
    try (var connection = postgres(servers);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS traces (what text)");
      statement.execute("INSERT INTO traces VALUES ('%s')".formatted(what));
    }
  }

  static boolean hasRow(Connections servers, String what) throws SQLException {
    return ask(servers, "SELECT count(*) FROM traces WHERE what = '%s'".formatted(what))
        .equals("1");
  }

  static String ask(Connections servers, String query) throws SQLException {
    try (var connection = postgres(servers);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  static <T> T withRedis(String redis, Function<RedisCommands<String, String>, T> use) {
    var client = RedisClient.create(RedisURI.create(redis));
    try (var connection = client.connect()) {
      return use.apply(connection.sync());
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
  }

  private static Connection postgres(Connections servers) throws SQLException {
    return DriverManager.getConnection(
        servers.postgresJdbcUrl(), servers.postgresUser(), servers.postgresPassword());
  }
}
