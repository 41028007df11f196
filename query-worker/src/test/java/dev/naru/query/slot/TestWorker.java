package dev.naru.query.slot;

import dev.naru.model.PoolSettings;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.WireFormat;
import dev.naru.query.chunk.ChunkStreams;
import dev.naru.query.deadletter.KafkaDeadLetters;
import dev.naru.query.settings.GroupProtocol;
import dev.naru.query.settings.KafkaClients;
import dev.naru.query.settings.QuerySettings;
import dev.naru.query.upstream.ApiKeys;
import dev.naru.query.upstream.Upstreams;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** A worker process's slots for one pool, without Spring: several fit into one JVM. */
final class TestWorker implements AutoCloseable {
  /** Of upstreams, by the name of their variable. */
  static final Map<String, String> KEYS = Map.of("LLM_KEY", "sk-very-secret-0123456789");

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final AtomicReference<Throwable> death = new AtomicReference<>();
  private final Producer<byte[], byte[]> producer;
  private final SlotWorker worker;
  private final PoolWorker poolWorker;
  private final SlotPool slots;
  private final KafkaClients clients;
  private boolean closed;

  private TestWorker(
      String kafka,
      String name,
      String pool,
      PoolSettings settings,
      QuerySettings query,
      ChunkStreams chunks) {
    clients = new KafkaClients(Map.of("bootstrap.servers", kafka), query.groupProtocol(), name);
    WireFormat wire = new WireFormat();
    RunningQueries running = new RunningQueries();
    CancelFollower follower = new CancelFollower(clients, wire, running, InstantSource.system());
    producer = clients.producer();
    slots =
        new SlotPool(
            pool,
            settings,
            name,
            new Upstreams(new ApiKeys(KEYS::get), meters, InstantSource.system())
                .of(pool, settings),
            chunks,
            new KafkaCommandLog(producer, wire, name),
            new KafkaDeadLetters(producer),
            running,
            new Backoff(query, () -> 0.5),
            new SlotMetrics(meters, pool),
            wire,
            System::nanoTime,
            Guard.of(
                pool,
                settings,
                new KafkaCommandLog(producer, wire, name),
                running,
                meters,
                System::nanoTime));
    poolWorker = new PoolWorker(slots, clients, query, follower, death::set);
    worker = new SlotWorker(List.of(poolWorker), follower, producer);
  }

  static TestWorker start(String kafka, String name, String pool, PoolSettings settings) {
    return start(kafka, name, pool, settings, GroupProtocol.CONSUMER, Duration.ofSeconds(10), null);
  }

  @SuppressWarnings("NullAway") // a component that is not given takes its default
  static TestWorker start(
      String kafka,
      String name,
      String pool,
      PoolSettings settings,
      GroupProtocol protocol,
      Duration grace,
      @Nullable Integer threads) {
    QuerySettings query =
        new QuerySettings(
            threads, protocol, grace, name, Duration.ofMillis(50), Duration.ofSeconds(1), null);
    TestWorker test = new TestWorker(kafka, name, pool, settings, query, ChunkStreams.NONE);
    test.worker.start();
    return test;
  }

  /** One whose pieces of answers go somewhere. */
  static TestWorker start(String kafka, String pool, PoolSettings settings, ChunkStreams chunks) {
    TestWorker test =
        new TestWorker(kafka, "chunks", pool, settings, QuerySettings.defaults(), chunks);
    test.worker.start();
    return test;
  }

  /** One consumer of a worker that was not started, to be cranked by hand. */
  @SuppressWarnings("NullAway") // a component that is not given takes its default
  static SlotConsumer consumer(
      String kafka, String pool, PoolSettings settings, IntPredicate share) {
    QuerySettings query = new QuerySettings(null, null, null, "cranked", null, null, null);
    TestWorker test = new TestWorker(kafka, "cranked", pool, settings, query, ChunkStreams.NONE);
    Map<String, Object> consumer = test.clients.member("naru-query-" + pool, "cranked");
    consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    return new SlotConsumer(
        new KafkaConsumer<>(consumer),
        Topics.slots(pool),
        test.slots,
        Duration.ofSeconds(5),
        Duration.ofMillis(40),
        share);
  }

  /** How many slots it has. */
  int slots() {
    return poolWorker.states().stream().mapToInt(SlotThread.State::slots).sum();
  }

  /** How many slots each of its threads has. */
  List<Integer> slotsByThread() {
    return poolWorker.states().stream().map(SlotThread.State::slots).toList();
  }

  SlotHealth health() {
    return new SlotHealth(worker);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      worker.stop();
      producer.close(Duration.ofSeconds(2));
    }
  }
}
