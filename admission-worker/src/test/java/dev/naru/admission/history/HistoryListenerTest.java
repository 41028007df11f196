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
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class HistoryListenerTest {
  private final WireFormat wire = new WireFormat();
  private final List<Envelope> stored = new ArrayList<>();
  private final Set<Integer> partitions = new java.util.TreeSet<>();
  private boolean away;
  private Instant now = HistoryEvents.at(1);
  private final HistoryProgress progress = new HistoryProgress((InstantSource) () -> now);
  private final HistoryListener listener =
      new HistoryListener(
          new SessionEvents(),
          new HistoryStore() {
            @Override
            public void add(Set<Integer> of, List<Envelope> events) {
              if (away) {
                throw new IllegalStateException("Postgres is away");
              }
              partitions.addAll(of);
              stored.addAll(events);
            }

            @Override
            public boolean isEmpty() {
              return stored.isEmpty();
            }
          },
          progress);

  private ConsumerRecord<byte[], byte[]> record(int partition, long offset, byte[] value) {
    return new ConsumerRecord<>(Topics.EVENTS, partition, offset, null, value);
  }

  private ConsumerRecord<byte[], byte[]> record(int partition, Envelope envelope) {
    var record = record(partition, envelope.offset(), wire.encode(envelope));
    CloudEventHeaders.of("1", WireFormat.typeOf(envelope.event()), "/test")
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
    listener.onMessage(List.of(record(0, first), record(0, other), record(3, last)));

    // then
    assertThat(stored).containsExactly(first, last);
    assertThat(partitions).containsExactly(0, 3);
  }

  @Test
  void anotherTypesRecordIsNotEvenDecoded() {
    // given
    var result = record(0, 1, "not JSON at all".getBytes(StandardCharsets.UTF_8));
    CloudEventHeaders.of("1", "QueryFinished.v1", "/test").forEach(result.headers()::add);

    // when
    listener.onMessage(List.of(result));

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
    assertThatThrownBy(
            () -> listener.onMessage(List.of(record(0, before), unreadable, record(0, after))))
        // then
        .isInstanceOf(UnreadableEventException.class)
        .hasMessageContaining("offset 2 of naru.events-0");
    assertThat(stored).containsExactly(before);
    assertThat(progress.unreadable()).contains("offset 2");
  }

  @Test
  void aTypeOfALaterVersionIsNotPassedOver() {
    // given
    var later = record(0, 1, "{\"type\":\"SessionQueued.v2\"}".getBytes(StandardCharsets.UTF_8));
    CloudEventHeaders.of("1", "SessionQueued.v2", "/test").forEach(later.headers()::add);

    // when, then
    assertThatThrownBy(() -> listener.onMessage(List.of(later)))
        .isInstanceOf(UnreadableEventException.class);
  }

  @Test
  void whilePostgresIsAwayItIsBehindAndThenNoMore() {
    // given
    var batch = List.of(record(0, envelope(1, 0, queued(session(1), 1))));
    away = true;
    now = HistoryEvents.at(8);

    // when
    assertThatThrownBy(() -> listener.onMessage(batch)).isInstanceOf(IllegalStateException.class);

    // then
    assertThat(progress.secondsBehind()).isEqualTo(7);
    assertThat(progress.trouble()).isEqualTo("Postgres is away");

    // and when
    away = false;
    listener.onMessage(batch);

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
}
