package dev.naru.admission.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.naru.embedded.Connections;
import dev.naru.embedded.Servers;
import dev.naru.embedded.TestServers;
import dev.naru.model.PoolSettings;
import dev.naru.model.RoomSettings;
import dev.naru.model.command.RequestSession;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.PoolConfigured;
import dev.naru.model.event.PoolPlaced;
import dev.naru.model.event.RoomConfigured;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionQueued;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.WireFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Several partitions on several workers, on real servers; one story in three parts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PartitionsIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final int CAPACITY = 3;
  private final WireFormat wire = new WireFormat();
  private final Map<String, List<UUID>> joined = new TreeMap<>();
  private Servers servers;
  private Connections connections;
  private RunningWorker one;
  private RunningWorker two;

  @BeforeAll
  void start(@TempDir Path folder) {
    servers = TestServers.in(folder, EnumSet.of(Servers.Kind.KAFKA, Servers.Kind.REDIS));
    connections = servers.start();
  }

  @AfterAll
  void close() {
    Stream.of(one, two).filter(worker -> worker != null).forEach(RunningWorker::close);
    servers.close();
  }

  @Test
  @Order(1)
  void anOldLogOfOnePartitionKeepsItsPoolWhenPartitionsAreAdded() throws Exception {
    // given
    one = worker(1, "a");
    await().atMost(SOON).until(one::isCurrent);
    join(one, "a", 0, 5);
    one.close();

    // when
    one = worker(3, "a", "b", "c", "d");
    two = worker(3, "a", "b", "c", "d");
    await().atMost(SOON).until(() -> partitions(one).size() + partitions(two).size() == 3);
    await().atMost(SOON).until(() -> one.isCurrent() && two.isCurrent());

    // then
    assertThat(partitions(one)).isNotEmpty().doesNotContainAnyElementsOf(partitions(two));
    assertThat(partitions(two)).isNotEmpty();
    assertThat(placesOfPools()).containsOnlyKeys("a", "b", "c", "d").containsEntry("a", Set.of(0));
    assertThat(placesOfPools().values()).allMatch(places -> places.size() == 1);
    assertThat(placed()).isEqualTo(Map.of("b", 1, "c", 2, "d", 0));
    assertThat(placesOfRooms()).isEqualTo(placesOfPools());
  }

  @Test
  @Order(2)
  void eachRoomIsFirstComeFirstServedAndNeverOverItsCapacity() throws Exception {
    // when
    for (int i = 0; i < 20; i++) {
      for (String room : List.of("a", "b", "c", "d")) {
        join(two, room, place(room), 1);
      }
    }

    // then
    awaitDecided();
    assertFair();
  }

  @Test
  @Order(3)
  void thePartitionsOfAWorkerThatEndsAreCarriedOnByTheOther() throws Exception {
    // given
    one.close();
    one = null;

    // when
    for (String room : List.of("a", "b", "c", "d")) {
      join(two, room, place(room), 5);
    }

    // then
    await().atMost(SOON).until(() -> partitions(two).equals(Set.of(0, 1, 2)) && two.isCurrent());
    awaitDecided();
    assertFair();
    assertThat(placed()).isEqualTo(Map.of("b", 1, "c", 2, "d", 0));
  }

  @Test
  @Order(4)
  void aPartitionThatIsAddedTakesNewPoolsOnly() throws Exception {
    // given
    Map<String, Set<Integer>> before = placesOfPools();
    two.close();

    // when
    two = worker(4, "a", "b", "c", "d", "e");
    await().atMost(SOON).until(() -> partitions(two).size() == 4 && two.isCurrent());
    join(two, "e", place("e"), 5);

    // then
    awaitDecided();
    assertFair();
    assertThat(placesOfPools()).containsAllEntriesOf(before).containsEntry("e", Set.of(3));
  }

  private RunningWorker worker(int partitions, String... names) {
    Map<String, RoomSettings> rooms = new HashMap<>();
    Map<String, PoolSettings> pools = new HashMap<>();
    for (String name : names) {
      RoomSettings d = RoomSettings.defaults().withCapacity(CAPACITY);
      rooms.put(
          name,
          RoomSettings.plain(
              d.capacity(),
              d.maxWaiting(),
              d.sessionTtl(),
              d.idleTimeout(),
              d.abandonTimeout(),
              d.claimTimeout(),
              null,
              d.identity(),
              List.of(name),
              d.queries()));
      pools.put(name, PoolSettings.defaults().withSlots(2, 1));
    }
    return new RunningWorker(
        connections,
        new FileSettings(rooms, pools),
        null,
        RunningWorker.settings(false, partitions));
  }

  private static Set<Integer> partitions(RunningWorker worker) {
    Set<Integer> running = new TreeSet<>();
    worker
        .statuses()
        .forEach(
            (partition, status) -> {
              if (status.phase() == LoopStatus.Phase.RUNNING) {
                running.add(partition);
              }
            });
    return running;
  }

  private void join(RunningWorker by, String room, int partition, int users) throws Exception {
    for (int i = 0; i < users; i++) {
      UUID id = UUID.randomUUID();
      by.send(partition, new RequestSession(id, room, "user-" + id, null));
      joined.computeIfAbsent(room, name -> new ArrayList<>()).add(id);
    }
  }

  private void awaitDecided() {
    await()
        .atMost(SOON)
        .until(
            () ->
                events(SessionQueued.class).count()
                    == joined.values().stream().mapToInt(List::size).sum());
  }

  /** Tickets in the order of the log, admissions in the order of tickets, seats as many as set. */
  private void assertFair() {
    joined.forEach(
        (room, ids) -> {
          assertThat(
                  events(SessionQueued.class)
                      .filter(queued -> queued.room().equals(room))
                      .map(SessionQueued::sessionId))
              .containsExactlyElementsOf(ids);
          assertThat(
                  events(SessionAdmitted.class)
                      .filter(admitted -> admitted.room().equals(room))
                      .map(SessionAdmitted::sessionId))
              .containsExactlyElementsOf(ids.subList(0, CAPACITY));
        });
    assertThat(events(SessionEnded.class)).isEmpty();
  }

  private int place(String room) {
    return placesOfRooms().get(room).iterator().next();
  }

  private Map<String, Set<Integer>> placesOfPools() {
    Map<String, Set<Integer>> places = new TreeMap<>();
    read()
        .forEach(
            (partition, events) ->
                of(events, PoolConfigured.class)
                    .forEach(
                        it ->
                            places
                                .computeIfAbsent(it.pool(), name -> new TreeSet<>())
                                .add(partition)));
    return places;
  }

  private Map<String, Set<Integer>> placesOfRooms() {
    Map<String, Set<Integer>> places = new TreeMap<>();
    read()
        .forEach(
            (partition, events) ->
                of(events, RoomConfigured.class)
                    .forEach(
                        it ->
                            places
                                .computeIfAbsent(it.room(), name -> new TreeSet<>())
                                .add(partition)));
    return places;
  }

  private Map<String, Integer> placed() {
    Map<String, Integer> placed = new TreeMap<>();
    events(PoolPlaced.class).forEach(it -> placed.put(it.pool(), it.partition()));
    return placed;
  }

  private <T> Stream<T> events(Class<T> type) {
    return read().values().stream().flatMap(events -> of(events, type));
  }

  private static <T> Stream<T> of(List<Envelope> events, Class<T> type) {
    return events.stream().map(Envelope::event).filter(type::isInstance).map(type::cast);
  }

  /** All committed events, by partition. */
  private Map<Integer, List<Envelope>> read() {
    Map<Integer, List<Envelope>> read = new TreeMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = RunningWorker.clients(connections).events()) {
      List<TopicPartition> all =
          IntStream.range(0, consumer.partitionsFor(Topics.EVENTS).size())
              .mapToObj(number -> new TopicPartition(Topics.EVENTS, number))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (ends.entrySet().stream()
          .anyMatch(it -> consumer.position(it.getKey()) < it.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          read.computeIfAbsent(record.partition(), number -> new ArrayList<>())
              .add(wire.decodeEnvelope(record.value()));
        }
      }
      return read;
    } catch (dev.naru.model.wire.UnreadableRecordException e) {
      throw new AssertionError(e);
    }
  }
}
