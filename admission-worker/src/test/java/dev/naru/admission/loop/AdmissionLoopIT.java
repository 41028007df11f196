package dev.naru.admission.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.naru.admission.state.CanonicalState;
import dev.naru.admission.state.Evolver;
import dev.naru.admission.state.RoomsState;
import dev.naru.embedded.Connections;
import dev.naru.embedded.Servers;
import dev.naru.embedded.Servers.Kind;
import dev.naru.embedded.TestServers;
import dev.naru.model.PoolSettings;
import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.RoomSettings;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.QueryAssigned;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.TermBegan;
import dev.naru.model.wire.HashChain;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.ViewKeys;
import dev.naru.model.wire.WireFormat;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

class AdmissionLoopIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final ViewKeys KEYS = new ViewKeys(0);

  private final WireFormat wire = new WireFormat();
  @TempDir private Path folder;
  private Servers servers;
  private Connections connections;
  private RedisClient redisClient;
  private RedisCommands<String, String> redis;

  @BeforeEach
  void startServers() {
    servers = TestServers.in(folder, EnumSet.of(Kind.KAFKA, Kind.REDIS));
    connections = servers.start();
    redisClient = RedisClient.create(connections.redis());
    redis = redisClient.connect().sync();
  }

  @AfterEach
  void stopServers() {
    redisClient.shutdown();
    servers.close();
  }

  @Test
  void joinsAreAdmittedInOrderUpToTheCapacityAndShownInTheView() throws Exception {
    try (RunningWorker worker = worker(3)) {
      // given
      awaitCurrent(worker);

      // when
      List<UUID> sessions = join(worker, 10);

      // then
      awaitView("active", "3", "waiting", "7", "serving", "3", "lastTicket", "10");
      assertThat(redis.zrange(key(ViewKeys.active("default")), 0, -1)).hasSize(3);
      assertThat(redis.zrange(key(ViewKeys.line("default")), 0, -1))
          .containsExactlyElementsOf(sessions.subList(3, 10).stream().map(UUID::toString).toList());

      // and when the first leaves, the next in line is admitted
      worker.send(new LeaveSession(sessions.get(0)));
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(session(sessions.get(3))).containsEntry("state", "ACTIVE"));
      assertThat(session(sessions.get(0)))
          .containsEntry("state", "ENDED")
          .containsEntry("endedReason", "LEFT");
    }
  }

  @Test
  void aLaterStartCarriesOnWhereTheLogStands() throws Exception {
    // given
    List<UUID> sessions;
    try (RunningWorker worker = worker(2)) {
      awaitCurrent(worker);
      sessions = join(worker, 5);
      awaitView("active", "2", "waiting", "3");
    }
    String generation = redis.hget(KEYS.head(), "generation");

    // when
    try (RunningWorker worker = worker(2)) {
      awaitCurrent(worker);
      worker.send(new LeaveSession(sessions.get(1)));

      // then the view was claimed, not rewritten, and the line goes on
      awaitView("active", "2", "waiting", "2", "serving", "3");
      assertThat(redis.hget(KEYS.head(), "generation")).isEqualTo(generation);
      assertThat(recovered()).isEqualTo(decidedAgain());
      assertThat(events().stream().filter(e -> e.event() instanceof TermBegan)).hasSize(2);
    }
  }

  @Test
  void aSecondWorkerTakesOverFromOneThatLostThePartition() throws Exception {
    try (RunningWorker first = worker(2)) {
      // given
      awaitCurrent(first);
      List<UUID> sessions = join(first, 4);
      awaitView("waiting", "2");
      try (RunningWorker second = worker(2)) {
        // when
        first.close();

        // then
        awaitCurrent(second);
        second.send(new LeaveSession(sessions.get(0)));
        awaitView("active", "2", "waiting", "1", "serving", "3");
        assertThat(recovered()).isEqualTo(decidedAgain());
      }
    }
  }

  @Test
  void queriesGoToTheSlotsAndAFreedSlotTakesTheOldest() throws Exception {
    try (RunningWorker worker = worker(5)) {
      // given two slots, and three queries of two sessions
      awaitCurrent(worker);
      List<UUID> sessions = join(worker, 2);
      List<UUID> queries = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
      for (int i = 0; i < queries.size(); i++) {
        RawJson payload = new RawJson("{\"n\":1}");
        worker.send(new SubmitQuery(queries.get(i), sessions.get(i % 2), payload, 0, null, null));
      }
      await().atMost(SOON).until(() -> redis.zcard(key(ViewKeys.queue("default"))) == 1);
      assertThat(assignments()).isEqualTo(Map.of(queries.get(0), 0, queries.get(1), 1));

      // when
      worker.send(
          new FinishQuery(
              queries.get(1),
              "default",
              1,
              1,
              QueryState.SUCCEEDED,
              new RawJson("{\"a\":2}"),
              null));

      // then
      await().atMost(SOON).until(() -> assignments().size() == 3);
      assertThat(assignments()).containsEntry(queries.get(2), 1);
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(redis.hgetall(key(ViewKeys.query(queries.get(1)))))
                      .containsEntry("state", "SUCCEEDED")
                      .containsEntry("result", "{\"a\":2}"));
    }
  }

  @Test
  void garbageInTheLogBecomesOneRefusalAndOneDeadLetterAndTheLogGoesOn() throws Exception {
    try (RunningWorker worker = worker(2)) {
      // given
      awaitCurrent(worker);

      // when
      long offset = sendRaw("{not json".getBytes(StandardCharsets.UTF_8));
      sendRaw(null);
      sendRaw(new byte[2 << 20]);
      join(worker, 1);

      // then
      awaitView("active", "1");
      List<Envelope> refusals =
          events().stream().filter(e -> e.event() instanceof CommandRefused).toList();
      assertThat(refusals)
          .extracting(Envelope::offset)
          .containsExactly(offset, offset + 1, offset + 2);
      List<ConsumerRecord<byte[], byte[]>> letters = read(Topics.DEAD_LETTERS);
      assertThat(letters).hasSize(3);
      assertThat(letters.get(0).value()).isEqualTo("{not json".getBytes(StandardCharsets.UTF_8));
      assertThat(letters.get(2).value()).isNull();
      assertThat(recovered()).isEqualTo(decidedAgain());
    }
  }

  @Test
  void aWipedRedisIsRewrittenWithoutAnyTraffic() throws Exception {
    try (RunningWorker worker = worker(3)) {
      // given
      awaitCurrent(worker);
      List<UUID> sessions = join(worker, 2_000);
      awaitView("active", "3", "waiting", "1997");

      // when
      redis.flushall();

      // then
      awaitView("active", "3", "waiting", "1997", "lastTicket", "2000");
      assertThat(redis.zrange(key(ViewKeys.line("default")), 0, -1))
          .containsExactlyElementsOf(
              sessions.subList(3, 2_000).stream().map(UUID::toString).toList());
      awaitCurrent(worker);
    }
  }

  @Test
  void admissionGoesOnWhileRedisIsAwayAndTheViewHealsAfterwards() throws Exception {
    try (RunningWorker worker = worker(2)) {
      // given
      awaitCurrent(worker);
      servers.stop(Kind.REDIS);

      // when
      join(worker, 5);
      await()
          .atMost(SOON)
          .until(
              () ->
                  events().stream().filter(e -> e.event() instanceof SessionAdmitted).count() == 2);
      servers.start(Kind.REDIS);

      // then
      awaitView("active", "2", "waiting", "3");
    }
  }

  @Test
  void anActiveSessionsLongestStayEndsWithoutAnyTraffic() throws Exception {
    // given
    RoomSettings brief =
        RoomSettings.plain(
            1, null, Duration.ofMillis(300), null, null, null, null, null, null, null);
    try (RunningWorker worker = new RunningWorker(connections, brief, PoolSettings.defaults())) {
      awaitCurrent(worker);

      // when
      List<UUID> sessions = join(worker, 3);

      // then
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(session(sessions.get(2)))
                      .containsEntry("state", "ENDED")
                      .containsEntry("endedReason", "EXPIRED"));
    }
  }

  private RunningWorker worker(int capacity) {
    return new RunningWorker(
        connections,
        RoomSettings.defaults().withCapacity(capacity),
        PoolSettings.defaults().withSlots(2, 1));
  }

  private static void awaitCurrent(RunningWorker worker) {
    await().atMost(SOON).until(worker::isCurrent);
  }

  private static List<UUID> join(RunningWorker worker, int users) throws Exception {
    List<UUID> sessions = new ArrayList<>();
    for (int i = 0; i < users; i++) {
      sessions.add(UUID.randomUUID());
      worker.send(
          new RequestSession(sessions.get(i), "default", "user-" + i + sessions.get(i), null));
    }
    return sessions;
  }

  private long sendRaw(byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", connections.kafka(), "max.request.size", 5 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      return producer.send(new ProducerRecord<>(Topics.COMMANDS, 0, null, value)).get().offset();
    }
  }

  private String key(String belowGeneration) {
    String generation = redis.hget(KEYS.head(), "generation");
    return (generation == null ? "none:" : KEYS.generation(Long.parseLong(generation)))
        + belowGeneration;
  }

  private Map<String, String> session(UUID id) {
    return redis.hgetall(key(ViewKeys.session(id)));
  }

  private void awaitView(String... fields) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              Map<String, String> room = redis.hgetall(key(ViewKeys.room("default")));
              for (int i = 0; i < fields.length; i += 2) {
                assertThat(room).containsEntry(fields[i], fields[i + 1]);
              }
            });
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", connections.kafka(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  private List<Envelope> events() throws Exception {
    List<Envelope> events = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : read(Topics.EVENTS)) {
      events.add(wire.decodeEnvelope(record.value()));
    }
    return events;
  }

  private Map<UUID, Integer> assignments() throws Exception {
    Map<UUID, Integer> assignments = new java.util.HashMap<>();
    for (Envelope envelope : events()) {
      if (envelope.event() instanceof QueryAssigned assigned) {
        assignments.put(assigned.queryId(), assigned.slot());
      }
    }
    assertThat(read(Topics.slots("default"))).hasSize(assignments.size());
    return assignments;
  }

  /** The state that the recorded events give. */
  private List<String> recovered() throws Exception {
    RoomsState state = new RoomsState();
    Evolver evolver = new Evolver();
    events().forEach(envelope -> evolver.evolve(state, envelope));
    return CanonicalState.lines(state);
  }

  /** The state that deciding the recorded commands once more gives. */
  private List<String> decidedAgain() {
    RoomsState state = new RoomsState();
    HashChain chain = new HashChain();
    CommandProcessor processor = new CommandProcessor(state, envelope -> {});
    for (ConsumerRecord<byte[], byte[]> record : read(Topics.COMMANDS)) {
      String next = chain.next(state.chain(), record.value());
      try {
        processor.process(
            wire.decodeCommand(record.value()), record.offset(), record.timestamp(), next);
      } catch (dev.naru.model.wire.UnreadableRecordException e) {
        processor.process(null, record.offset(), record.timestamp(), next);
      }
    }
    return CanonicalState.lines(state);
  }
}
