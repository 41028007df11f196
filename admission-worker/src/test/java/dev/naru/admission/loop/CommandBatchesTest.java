package dev.naru.admission.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.model.wire.CloudEventHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandBatchesTest {
  private static final TopicPartition COMMANDS = new TopicPartition("naru.commands", 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // it may well overflow
  private final CommandBatches batches =
      new CommandBatches(consumer, COMMANDS, () -> nanos.addAndGet(1_000_000));
  private long appended;

  @BeforeEach
  void assign() {
    consumer.assign(List.of(COMMANDS));
    consumer.updateBeginningOffsets(Map.of(COMMANDS, 0L));
  }

  @Test
  void aCommandIsTakenAsItComes() {
    // given
    atAPoll("FinishQuery.v1");
    atAPoll("FinishQuery.v1");

    // when
    List<ConsumerRecord<byte[], byte[]>> batch = batches.next(Duration.ZERO);

    // then
    assertThat(batch).hasSize(1);
  }

  @Test
  void aStartWaitsForItsEnd() {
    // given
    atAPoll("StartQuery.v1");
    atAPoll();
    atAPoll("StartQuery.v1");
    atAPoll("FinishQuery.v1", "StartQuery.v1");
    atAPoll("SubmitQuery.v1");

    // when
    List<ConsumerRecord<byte[], byte[]>> batch = batches.next(Duration.ZERO);

    // then
    assertThat(batch).extracting(ConsumerRecord::offset).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void aStartThatStaysAloneIsTakenAllTheSame() {
    // given
    atAPoll("StartQuery.v1");

    // when
    List<ConsumerRecord<byte[], byte[]>> batch = batches.next(Duration.ZERO);

    // then
    assertThat(batch).hasSize(1);
  }

  @Test
  void nothingIsTakenWhereNothingComes() {
    // when
    List<ConsumerRecord<byte[], byte[]>> batch = batches.next(Duration.ZERO);

    // then
    assertThat(batch).isEmpty();
  }

  @Test
  void afterABatchOfSeveralTheNextOnesGather() {
    // given
    atAPoll("RequestSession.v1");
    atAPoll("RequestSession.v1");

    // when
    batches.ended(8);
    List<ConsumerRecord<byte[], byte[]>> batch = batches.next(Duration.ZERO);

    // then
    assertThat(batch).hasSize(2);
  }

  private void atAPoll(String... types) {
    consumer.schedulePollTask(
        () -> {
          for (String type : types) {
            consumer.addRecord(record(type));
          }
        });
  }

  private ConsumerRecord<byte[], byte[]> record(String type) {
    RecordHeaders headers = new RecordHeaders();
    CloudEventHeaders.of("1", type, "/naru/query/test").forEach(headers::add);
    return new ConsumerRecord<>(
        COMMANDS.topic(),
        COMMANDS.partition(),
        appended++,
        0,
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        new byte[0],
        new byte[0],
        headers,
        Optional.empty());
  }
}
