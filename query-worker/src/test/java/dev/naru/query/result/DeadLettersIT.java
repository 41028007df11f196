package dev.naru.query.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.naru.embedded.Connections;
import dev.naru.model.wire.Topics;
import dev.naru.query.QueryApplication;
import dev.naru.query.TestBed;
import dev.naru.query.deadletter.DeadLetter;
import dev.naru.query.deadletter.KafkaDeadLetters;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The list of dead letters, from the topic into Postgres. */
@ResourceLock(TestBed.POSTGRES)
class DeadLettersIT {
  private static final AtomicLong OFFSETS = new AtomicLong(System.currentTimeMillis());
  private static ConfigurableApplicationContext context;
  private static KafkaProducer<byte[], byte[]> producer;

  @BeforeAll
  static void start() {
    Connections servers = TestBed.connections();
    context = worker();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers.kafka(), "max.request.size", 5 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  private static ConfigurableApplicationContext worker() {
    Connections servers = TestBed.connections();
    return new SpringApplicationBuilder(QueryApplication.class)
        .properties("naru.query.worker=letters-1")
        .run(
            "--server.port=0",
            "--spring.kafka.bootstrap-servers=" + servers.kafka(),
            "--spring.datasource.url=" + servers.postgresJdbcUrl(),
            "--spring.datasource.username=" + servers.postgresUser(),
            "--spring.datasource.password=" + servers.postgresPassword());
  }

  @AfterAll
  static void close() {
    context.close();
    producer.close();
  }

  @Test
  void aWorkersLetterIsListedOnceHoweverOftenItIsWritten() {
    // given
    UUID query = UUID.randomUUID();
    DeadLetter letter = exhausted(query, 3);

    // when
    send(letter);
    send(letter);
    send(exhausted(UUID.randomUUID(), 1));

    // then
    List<Row> rows = await().until(() -> rows("query_id", query), found -> !found.isEmpty());
    assertThat(rows)
        .containsExactly(new Row("MAX_ATTEMPTS", 3, false, "OPEN", "{\"q\":\"" + query + "\"}"));
  }

  @Test
  void theAdmissionWorkersLetterIsUnreadableAndKeepsItsBytes() throws Exception {
    // given
    String poison = "{\"poison\":\"" + UUID.randomUUID() + "\"";
    long offset = OFFSETS.incrementAndGet();

    // when
    unreadableCommand(poison, offset);

    // then
    List<Row> rows = await().until(() -> rows("record_offset", offset), found -> !found.isEmpty());
    assertThat(rows).containsExactly(new Row("UNREADABLE", 0, false, "OPEN", poison));
  }

  @Test
  void aQueryThatFailsAgainParksItsFirstLetter() throws Exception {
    // given
    UUID query = UUID.randomUUID();
    UUID anew = UUID.randomUUID();
    send(exhausted(query, 3));
    await().until(() -> !rows("query_id", query).isEmpty());
    update(
        "update dead_letter set state = 'RUNNING', redrive_query_id = ? where query_id = ?",
        anew,
        query);

    // when
    send(exhausted(anew, 2));

    // then
    List<Row> again = await().until(() -> rows("query_id", anew), found -> !found.isEmpty());
    assertThat(again).extracting(Row::state).containsExactly("REPEATED");
    assertThat(rows("query_id", query))
        .extracting(Row::attempts, Row::parked, Row::state)
        .containsExactly(tuple(5, true, "RUNNING"));
  }

  @Test
  void aRecordThatIsUnreadableAgainParksItsFirstLetter() throws Exception {
    // given
    String poison = "poison " + UUID.randomUUID();
    long first = OFFSETS.incrementAndGet();
    unreadableCommand(poison, first);
    await().until(() -> !rows("record_offset", first).isEmpty());
    update("update dead_letter set state = 'REDRIVEN' where record_offset = ?", first);

    // when
    long second = OFFSETS.incrementAndGet();
    unreadableCommand(poison, second);

    // then
    List<Row> again = await().until(() -> rows("record_offset", second), found -> !found.isEmpty());
    assertThat(again).extracting(Row::state).containsExactly("REPEATED");
    assertThat(rows("record_offset", first))
        .containsExactly(new Row("UNREADABLE", 0, true, "OPEN", poison));
  }

  @Test
  void whatIsNoLetterAtAllIsListedAllTheSame() throws Exception {
    // given
    byte[] value = "no letter".getBytes(StandardCharsets.UTF_8);

    // when
    long offset = producer.send(new ProducerRecord<>(Topics.DEAD_LETTERS, value)).get().offset();

    // then
    List<Row> rows = await().until(() -> rows("record_offset", offset), found -> !found.isEmpty());
    assertThat(rows).containsExactly(new Row("UNREADABLE", 0, false, "OPEN", "no letter"));
  }

  @Test
  void anEmptiedListIsFilledAgainFromTheTopicButForWhatWasErasedOrIsTooOld() throws Exception {
    // given
    UUID query = UUID.randomUUID();
    UUID erasedQuery = UUID.randomUUID();
    String name = "poison " + UUID.randomUUID();
    long named = OFFSETS.incrementAndGet();
    long old = OFFSETS.incrementAndGet();
    send(exhausted(query, 3));
    send(exhausted(erasedQuery, 3));
    unreadableCommand(name, named);
    unreadableCommand("old", old, System.currentTimeMillis() - Duration.ofDays(400).toMillis());
    await().until(() -> !rows("record_offset", named).isEmpty());
    List<Row> before = rows("query_id", query);
    update("insert into erased_query (id, at) values (?, now())", erasedQuery);
    update(
        "insert into erased_letter select id, now() from dead_letter where record_offset = ?",
        named);
    context.close();

    // when
    truncate();
    context = worker();

    // then
    List<Row> found = await().until(() -> rows("record_offset", named), rows -> !rows.isEmpty());
    Row erased = new Row("UNREADABLE", 0, false, "DISCARDED", "");
    assertThat(found).containsExactly(erased);
    assertThat(rows("query_id", query)).isEqualTo(before).hasSize(1);
    assertThat(rows("query_id", erasedQuery))
        .extracting(Row::state, Row::value)
        .containsExactly(tuple("DISCARDED", ""));
    assertThat(rows("record_offset", old)).isEmpty();
  }

  private static DeadLetter exhausted(UUID query, int attempts) {
    byte[] value = ("{\"q\":\"" + query + "\"}").getBytes(StandardCharsets.UTF_8);
    var origin =
        new ConsumerRecord<byte[], byte[]>(
            Topics.slots("letters"), 1, OFFSETS.incrementAndGet(), null, value);
    return new DeadLetter(origin, DeadLetter.MAX_ATTEMPTS, query, attempts);
  }

  private static void send(DeadLetter letter) {
    new KafkaDeadLetters(producer).send(letter).join();
  }

  private static void unreadableCommand(String value, long offset) throws Exception {
    unreadableCommand(value, offset, System.currentTimeMillis());
  }

  private static void unreadableCommand(String value, long offset, long at) throws Exception {
    var record =
        new ProducerRecord<byte[], byte[]>(
            Topics.DEAD_LETTERS, null, at, null, value.getBytes(StandardCharsets.UTF_8));
    header(record, "naru_reason", "Expected a Command, but found nonsense");
    header(record, "naru_topic", Topics.COMMANDS);
    header(record, "naru_partition", "0");
    header(record, "naru_offset", String.valueOf(offset));
    producer.send(record).get();
  }

  private static void header(ProducerRecord<?, ?> record, String name, String value) {
    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private record Row(String reason, int attempts, boolean parked, String state, String value) {}

  private static List<Row> rows(String column, Object value) {
    try (Connection connection = connect();
        var select =
            connection.prepareStatement("select * from dead_letter where " + column + " = ?")) {
      select.setObject(1, value);
      ResultSet found = select.executeQuery();
      List<Row> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(
            new Row(
                found.getString("reason"),
                found.getInt("attempts"),
                found.getBoolean("parked"),
                found.getString("state"),
                text(found.getBytes("value"))));
      }
      return rows;
    } catch (SQLException e) {
      return List.of(); // no table yet
    }
  }

  /** Empty if there is none. */
  private static String text(byte @Nullable [] value) {
    return value == null ? "" : new String(value, StandardCharsets.UTF_8);
  }

  private static void truncate() throws SQLException {
    try (Connection connection = connect();
        var truncate = connection.prepareStatement("truncate dead_letter")) {
      truncate.execute();
    }
  }

  private static void update(String statement, Object... values) throws SQLException {
    try (Connection connection = connect();
        var update = connection.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) {
        update.setObject(i + 1, values[i]);
      }
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }

  private static Connection connect() throws SQLException {
    Connections servers = TestBed.connections();
    return DriverManager.getConnection(
        servers.postgresJdbcUrl(), servers.postgresUser(), servers.postgresPassword());
  }
}
