package dev.naru.admission.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.naru.admission.history.HistoryConfiguration;
import dev.naru.admission.snapshot.SnapshotApplication;
import dev.naru.admission.snapshot.SnapshotStore;
import dev.naru.admission.snapshot.Snapshots;
import dev.naru.admission.snapshot.StateCodec;
import dev.naru.admission.state.CanonicalState;
import dev.naru.embedded.Connections;
import dev.naru.embedded.Servers;
import dev.naru.embedded.Servers.Kind;
import dev.naru.embedded.TestServers;
import dev.naru.model.PoolSettings;
import dev.naru.model.RoomSettings;
import dev.naru.model.command.RequestSession;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.WireFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** All servers, a store of snapshots, and ways to do to the log what should never happen to it. */
public final class Stage implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(30);
  private static final RoomSettings ROOM = RoomSettings.defaults().withCapacity(2);
  private static final PoolSettings POOL = PoolSettings.defaults().withSlots(2, 1);

  private final Servers servers;
  private final Connections connections;
  private final ConfigurableApplicationContext application;
  private final KafkaClients clients;
  private final LogTopics topics;

  public Stage(Path folder) {
    servers = TestServers.in(folder, EnumSet.allOf(Kind.class));
    connections = servers.start();
    SnapshotApplication.migrate(connections);
    application = SnapshotApplication.start(connections);
    clients = RunningWorker.clients(connections);
    topics = new LogTopics(clients, RunningWorker.settings(false));
  }

  /** What asks for the log's identity. */
  public LogTopics topics() {
    return topics;
  }

  Servers servers() {
    return servers;
  }

  public Connections connections() {
    return connections;
  }

  public SnapshotStore store() {
    return application.getBean(SnapshotStore.class);
  }

  public RunningWorker worker(@Nullable SnapshotStore store) {
    return worker(connections, store);
  }

  /** A worker that forgets the snapshots first. */
  RunningWorker forgetful() {
    return new RunningWorker(connections, ROOM, POOL, store(), RunningWorker.settings(true));
  }

  /** A worker on other servers. */
  static RunningWorker worker(Connections on, @Nullable SnapshotStore store) {
    return new RunningWorker(on, ROOM, POOL, store, RunningWorker.settings(false));
  }

  public static void awaitCurrent(RunningWorker worker) {
    await().atMost(SOON).until(worker::isCurrent);
  }

  /** Lets users join; returns when all of them are decided. */
  public static void join(RunningWorker worker, int users) throws Exception {
    long last = -1;
    for (int i = 0; i < users; i++) {
      UUID id = UUID.randomUUID();
      last = worker.send(new RequestSession(id, "default", "user-" + id, "key-" + id));
    }
    long until = last;
    await().atMost(SOON).until(() -> worker.status().offset() >= until);
  }

  /** Waits for a snapshot that holds all events there are now. */
  public void awaitSnapshot() {
    long end = span(Topics.EVENTS).end();
    await()
        .atMost(SOON)
        .until(() -> store().heads(0).stream().anyMatch(h -> h.place().nextEvent() >= end));
  }

  /** A log of some users, with a snapshot of all of it; nobody works on it any more. */
  public void play() throws Exception {
    try (RunningWorker worker = worker(store())) {
      awaitCurrent(worker);
      join(worker, 10);
      awaitSnapshot();
    }
  }

  /** A worker that starts now stops, is not ready, says this, and leaves the events alone. */
  void expectBroken(@Nullable SnapshotStore store, String... said) {
    expectBroken(connections, store, said);
  }

  static void expectBroken(Connections on, @Nullable SnapshotStore store, String... said) {
    long end = span(on, Topics.EVENTS).end();
    try (RunningWorker worker = worker(on, store)) {
      await().atMost(SOON).until(() -> worker.status().phase() == LoopStatus.Phase.BROKEN);
      assertThat(worker.status().detail()).contains(said);
      assertThat(worker.isCurrent()).isFalse();
    }
    assertThat(span(on, Topics.EVENTS).end()).isEqualTo(end);
  }

  /** The state of the log in canonical lines. */
  public List<String> recovered(@Nullable SnapshotStore store) throws Exception {
    WireFormat wire = new WireFormat();
    Snapshots snapshots = store == null ? null : new Snapshots(store, new StateCodec(wire));
    Follower follower = new Recovery(clients, topics, wire, snapshots, false).recover(0);
    return CanonicalState.lines(follower.state());
  }

  public LogSpan span(String topic) {
    return span(connections, topic);
  }

  private static LogSpan span(Connections on, String topic) {
    KafkaClients clients = RunningWorker.clients(on);
    try (KafkaConsumer<byte[], byte[]> consumer = clients.events()) {
      new LogTopics(clients, RunningWorker.settings(false)).makeLog();
      return LogSpan.of(consumer, new TopicPartition(topic, 0));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** As retention does. */
  void removeBefore(String topic, long offset) throws Exception {
    try (Admin admin = admin()) {
      admin
          .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
          .all()
          .get();
    }
  }

  /** Deletes a topic and makes it anew, empty. */
  void makeAnew(String topic) throws Exception {
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(topic)).all().get();
      NewTopic again = new NewTopic(topic, 1, (short) 1);
      await()
          .atMost(SOON)
          .ignoreExceptions()
          .until(
              () -> {
                admin.createTopics(List.of(again)).all().get();
                return true;
              });
    }
  }

  /** Appends records that nobody can read. */
  public void append(String topic, int records) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = clients.commandProducer()) {
      for (int i = 0; i < records; i++) {
        producer.send(new ProducerRecord<>(topic, 0, null, new byte[] {1})).get();
      }
    }
  }

  /** Appends the record at an offset once more. */
  void repeat(String topic, long offset) throws Exception {
    try (KafkaConsumer<byte[], byte[]> consumer = clients.events();
        KafkaProducer<byte[], byte[]> producer = clients.commandProducer()) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seek(partition, offset);
      byte[] value =
          await()
              .atMost(SOON)
              .until(
                  () -> consumer.poll(Duration.ofMillis(200)).records(partition),
                  it -> !it.isEmpty())
              .getFirst()
              .value();
      producer.send(new ProducerRecord<>(topic, 0, null, value)).get();
    }
  }

  /** As the history does when it has read so far. */
  void historyHasRead(long next) throws Exception {
    try (Admin admin = admin()) {
      admin
          .alterConsumerGroupOffsets(
              HistoryConfiguration.GROUP,
              Map.of(new TopicPartition(Topics.EVENTS, 0), new OffsetAndMetadata(next)))
          .all()
          .get();
    }
  }

  /** As kafka-transactions.sh does. */
  void abortOpenTransactions() throws Exception {
    TopicPartition events = new TopicPartition(Topics.EVENTS, 0);
    try (Admin admin = admin()) {
      var producers =
          admin.describeProducers(List.of(events)).partitionResult(events).get().activeProducers();
      for (ProducerState one : producers) {
        if (one.currentTransactionStartOffset().isPresent()) {
          admin
              .abortTransaction(
                  new AbortTransactionSpec(
                      events,
                      one.producerId(),
                      (short) one.producerEpoch(),
                      one.coordinatorEpoch().orElse(0)))
              .all()
              .get();
        }
      }
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", connections.kafka()));
  }

  @Override
  public void close() {
    application.close();
    servers.close();
  }
}
