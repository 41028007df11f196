package dev.naru.admission.history;

import static dev.naru.admission.history.HistoryEvents.envelope;
import static dev.naru.admission.history.HistoryEvents.queued;
import static dev.naru.admission.history.HistoryEvents.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.model.event.Envelope;
import dev.naru.model.event.TimePassed;
import dev.naru.model.wire.CloudEventHeaders;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class HistoryListenerTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.EVENTS, 0);
  private final WireFormat wire = new WireFormat();
  private final List<Envelope> stored = new ArrayList<>();
  private final Map<Integer, Long> places = new TreeMap<>();
  private final List<Long> commands = new ArrayList<>();
  private boolean away;
  private Instant now = HistoryEvents.at(1);
  private final HistoryProgress progress = new HistoryProgress((InstantSource) () -> now);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final RecordedSeeks seeks = new RecordedSeeks();
  private final HistoryListener listener =
      new HistoryListener(
          new SessionEvents(), new Kept(), progress, () -> new EventLogName("c", "e"));

  /** A history in memory. */
  private final class Kept implements HistoryStore {
    @Override
    public long add(EventBatch batch) {
      requireHere();
      long stands = stands(batch.partition(), batch.log(), false);
      if (stands != batch.from()) {
        return stands;
      }
      stored.addAll(batch.events());
      places.put(batch.partition(), batch.next());
      commands.add(batch.command());
      return batch.next();
    }

    private void requireHere() {
      if (away) {
        throw new IllegalStateException("Postgres is away");
      }
    }

    @Override
    public long stands(int partition, EventLogName log, boolean fresh) {
      requireHere();
      if (fresh && stored.isEmpty()) {
        places.clear();
      }
      return places.getOrDefault(partition, BEGINNING);
    }
  }

  @SafeVarargs
  private void hear(ConsumerRecord<byte[], byte[]>... records) {
    listener.onMessage(List.of(records), consumer);
  }

  private ConsumerRecord<byte[], byte[]> record(int partition, long offset, byte[] value) {
    return new ConsumerRecord<>(Topics.EVENTS, partition, offset, null, value);
  }

  private ConsumerRecord<byte[], byte[]> record(int partition, Envelope envelope) {
    var record = record(partition, envelope.offset(), wire.encode(envelope));
    String id = partition + "-" + envelope.offset() + "-" + envelope.index();
    CloudEventHeaders.of(id, WireFormat.typeOf(envelope.event()), "/test")
        .forEach(record.headers()::add);
    return record;
  }

  @Test
  void onlySessionsEventsAreStored() {
    // given
    Envelope first = envelope(1, 0, queued(session(1), 1));
    Envelope other = envelope(2, 0, new TimePassed());
    Envelope last = envelope(3, 0, queued(session(2), 2));

    // when
    hear(record(0, first), record(0, other), record(3, last));

    // then
    assertThat(stored).containsExactly(first, last);
    assertThat(places).isEqualTo(Map.of(0, 3L, 3, 4L));
    assertThat(commands).containsExactly(2L, 3L);
  }

  @Test
  void anotherTypesRecordIsNotEvenDecoded() {
    // given
    var result = record(0, 1, "not JSON at all".getBytes(StandardCharsets.UTF_8));
    CloudEventHeaders.of("1", "QueryFinished.v1", "/test").forEach(result.headers()::add);

    // when
    hear(result);

    // then
    assertThat(stored).isEmpty();
  }

  @Test
  void anUnreadableRecordStopsItAfterWhatCameBefore() {
    // given
    Envelope before = envelope(1, 0, queued(session(1), 1));
    Envelope after = envelope(3, 0, queued(session(2), 2));
    var unreadable = record(0, 2, "{}".getBytes(StandardCharsets.UTF_8));

    // when
    assertThatThrownBy(() -> hear(record(0, before), unreadable, record(0, after)))
        // then
        .isInstanceOf(UnreadableEventException.class)
        .hasMessageContaining("offset 2 of naru.events-0");
    assertThat(stored).containsExactly(before);
    assertThat(places).isEqualTo(Map.of(0, 2L));
    assertThat(progress.unreadable()).contains("offset 2");
  }

  @Test
  void aTypeOfALaterVersionIsNotPassedOver() {
    // given
    var later = record(0, 1, "{\"type\":\"SessionQueued.v2\"}".getBytes(StandardCharsets.UTF_8));
    CloudEventHeaders.of("1", "SessionQueued.v2", "/test").forEach(later.headers()::add);

    // when, then
    assertThatThrownBy(() -> hear(later)).isInstanceOf(UnreadableEventException.class);
  }

  @Test
  void whilePostgresIsAwayItIsBehindAndThenNoMore() {
    // given
    var batch = List.of(record(0, envelope(1, 0, queued(session(1), 1))));
    away = true;
    now = HistoryEvents.at(8);

    // when
    assertThatThrownBy(() -> listener.onMessage(batch, consumer))
        .isInstanceOf(IllegalStateException.class);

    // then
    assertThat(progress.secondsBehind()).isEqualTo(7);
    assertThat(progress.trouble()).isEqualTo("Postgres is away");

    // and when
    away = false;
    listener.onMessage(batch, consumer);

    // then
    assertThat(stored).hasSize(1);
    assertThat(progress.secondsBehind()).isZero();
    assertThat(progress.trouble()).isNull();
  }

  @Test
  void beforeTheFirstBatchItIsBehindSinceItHadToWait() {
    // given
    progress.waitsFor(new IllegalStateException("no table yet"));

    // when
    now = now.plusSeconds(3);

    // then
    assertThat(progress.secondsBehind()).isEqualTo(3);
  }

  @Test
  void whereTheHistoryIsBehindTheReadingGoesBackToIt() {
    // given
    stored.add(envelope(1, 0, new TimePassed()));
    places.put(0, 4L);

    // when
    assign(7);
    hear(record(0, envelope(5, 0, queued(session(5), 5))));

    // then
    assertThat(seeks.offsets).containsExactly(4L);
    assertThat(stored).hasSize(2);
    assertThat(places).isEqualTo(Map.of(0, 6L));
  }

  @Test
  void ifPostgresIsAwayAtFirstTheReadingGoesBackLater() {
    // given
    stored.add(envelope(1, 0, new TimePassed()));
    places.put(0, 4L);
    away = true;
    assign(7);
    away = false;

    // when
    hear(record(0, envelope(7, 0, queued(session(7), 7))));

    // then
    assertThat(seeks.offsets).isEmpty();
    assertThat(consumer.position(PARTITION)).isEqualTo(4);
    assertThat(stored).hasSize(1);
  }

  @Test
  void aHistoryThatIsEmptiedWhileItIsWrittenBeginsAnew() {
    // given
    assign(0);
    hear(record(0, envelope(1, 0, queued(session(1), 1))));
    stored.clear();
    places.clear();

    // when
    hear(record(0, envelope(2, 0, queued(session(2), 2))));

    // then
    assertThat(stored).isEmpty();
    assertThat(consumer.position(PARTITION)).isZero();
  }

  @Test
  void aHistoryThatIsEmptiedWhileNothingComesBeginsAnewAllTheSame() {
    // given
    assign(0);
    hear(record(0, envelope(1, 0, queued(session(1), 1))));
    listener.onIdleContainer(Map.of(PARTITION, 2L), seeks);
    List<Long> before = List.copyOf(seeks.offsets);
    stored.clear();
    places.clear();

    // when
    listener.onIdleContainer(Map.of(PARTITION, 2L), seeks);
    listener.onIdleContainer(Map.of(PARTITION, 0L), seeks);

    // then
    assertThat(before).isEmpty();
    assertThat(seeks.offsets).containsExactly(0L);
  }

  @Test
  void withoutASessionItBeginsAnewWhereverItStood() {
    // given
    places.put(0, 5L);

    // when
    assign(5);

    // then
    assertThat(seeks.offsets).containsExactly(0L);
    assertThat(places).isEmpty();
  }

  private void assign(long position) {
    consumer.assign(List.of(PARTITION));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    listener.onPartitionsAssigned(Map.of(PARTITION, position), seeks);
  }
}
