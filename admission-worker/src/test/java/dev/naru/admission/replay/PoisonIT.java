package dev.naru.admission.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.naru.admission.loop.RunningWorker;
import dev.naru.embedded.Connections;
import dev.naru.embedded.Servers;
import dev.naru.embedded.Servers.Kind;
import dev.naru.embedded.TestServers;
import dev.naru.model.PoolSettings;
import dev.naru.model.RawJson;
import dev.naru.model.RefusalReason;
import dev.naru.model.RoomSettings;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.Event;
import dev.naru.model.event.QueryMatched;
import dev.naru.model.event.SessionMatched;
import dev.naru.model.wire.HashChain;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that no ingress would write, straight in the topic of commands. */
class PoisonIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final UUID SESSION = UUID.fromString("00000000-0000-7000-8000-000000000001");
  private static final UUID QUERY = UUID.fromString("00000000-0000-7000-8000-000000000002");

  private final WireFormat wire = new WireFormat();
  @TempDir private Path folder;
  private Servers servers;
  private Connections connections;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeEach
  void start() {
    servers = TestServers.in(folder, EnumSet.of(Kind.KAFKA, Kind.REDIS));
    connections = servers.start();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", connections.kafka(), "max.request.size", 5 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    producer.close();
    servers.close();
  }

  @Test
  void whatNobodyCanReadIsRefusedAtItsOffsetAndKeptAsADeadLetter() throws Exception {
    try (RunningWorker worker = worker()) {
      // given
      String session = SESSION.toString();
      byte[] large = new byte[2 << 20];
      Arrays.fill(large, (byte) '[');
      List<byte[]> poison = new ArrayList<>();
      poison.add(bytes("{not json"));
      poison.add(null);
      poison.add(bytes(""));
      poison.add(large);
      poison.add(bytes("{\"type\":\"SellEverything.v1\"}"));
      poison.add(bytes("{\"type\":\"LeaveSession.v2\",\"sessionId\":\"" + session + "\"}"));
      poison.add(
          bytes("{\"type\":\"LeaveSession.v1\",\"sessionId\":\"" + session + "\",\"new\":1}"));
      poison.add(bytes("{\"type\":\"LeaveSession.v1\",\"sessionId\":\"nobody\"}"));

      // when
      List<Long> offsets = new ArrayList<>();
      for (byte[] value : poison) {
        offsets.add(append(value));
      }
      decided(worker, append(wire.encode(new RequestSession(SESSION, "default", "ann", null))));

      // then
      List<Envelope> refusals =
          events().stream().filter(e -> e.event() instanceof CommandRefused).toList();
      assertThat(refusals).extracting(Envelope::offset).isEqualTo(offsets);
      assertThat(refusals)
          .extracting(e -> ((CommandRefused) e.event()).reason())
          .containsOnly(RefusalReason.UNREADABLE);
      List<ConsumerRecord<byte[], byte[]>> letters = read(Topics.DEAD_LETTERS);
      assertThat(letters).hasSize(poison.size());
      for (int i = 0; i < poison.size(); i++) {
        boolean kept = poison.get(i) != large;
        assertThat(letters.get(i).value()).isEqualTo(kept ? poison.get(i) : null);
        assertThat(header(letters.get(i), "naru_topic")).isEqualTo(Topics.COMMANDS);
        assertThat(header(letters.get(i), "naru_partition")).isEqualTo("0");
        assertThat(header(letters.get(i), "naru_offset")).isEqualTo(offsets.get(i).toString());
        assertThat(header(letters.get(i), "naru_sha256"))
            .isEqualTo(HashChain.hashOf(poison.get(i)));
        assertThat(header(letters.get(i), "naru_reason")).startsWith("Expected");
      }
    }
    expectEqualReplay();
  }

  @Test
  void idsThatComeAgainChangeNothingOrAreRefused() throws Exception {
    try (RunningWorker worker = worker()) {
      // given
      append(wire.encode(new RequestSession(SESSION, "default", "ann", "key")));
      append(wire.encode(query(QUERY, "{\"n\":1}")));

      // when
      long again = append(wire.encode(new RequestSession(SESSION, "default", "ann", "key")));
      append(wire.encode(new RequestSession(SESSION, "default", "bob", null)));
      append(wire.encode(query(QUERY, "{\"n\":1}")));
      decided(worker, append(wire.encode(query(QUERY, "{\"n\":2}"))));

      // then
      List<Event> caused =
          events().stream().filter(e -> e.offset() >= again).map(Envelope::event).toList();
      assertThat(caused).hasSize(4);
      assertThat(caused.get(0)).isInstanceOf(SessionMatched.class);
      assertThat(((CommandRefused) caused.get(1)).reason()).isEqualTo(RefusalReason.ID_TAKEN);
      assertThat(caused.get(2)).isInstanceOf(QueryMatched.class);
      assertThat(((CommandRefused) caused.get(3)).reason()).isEqualTo(RefusalReason.ID_TAKEN);
    }
    expectEqualReplay();
  }

  private void expectEqualReplay() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code;
    try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      code = ReplayApplication.run(List.of("verify", "--kafka", connections.kafka()), out, out);
    }
    assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
  }

  private RunningWorker worker() {
    RunningWorker worker =
        new RunningWorker(connections, RoomSettings.defaults(), PoolSettings.defaults());
    await().atMost(SOON).until(worker::isCurrent);
    return worker;
  }

  private static void decided(RunningWorker worker, long offset) {
    await().atMost(SOON).until(() -> worker.status().offset() >= offset);
  }

  private static SubmitQuery query(UUID id, String payload) {
    return new SubmitQuery(id, SESSION, new RawJson(payload), 0, null, null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private long append(byte[] value) throws Exception {
    return producer.send(new ProducerRecord<>(Topics.COMMANDS, 0, null, value)).get().offset();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private List<Envelope> events() throws Exception {
    List<Envelope> events = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : read(Topics.EVENTS)) {
      events.add(wire.decodeEnvelope(record.value()));
    }
    return events;
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", connections.kafka(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }
}
