package dev.naru.admission.loop;

import dev.naru.model.command.StartQuery;
import dev.naru.model.wire.CloudEventHeaders;
import dev.naru.model.wire.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Reads commands in batches that are worth a transaction, which costs the same for one command as
 * for hundreds. While few come, each is taken as it comes, but for starts of queries, for which
 * nobody waits: they wait 5 ms for another command, as the end of a brief query. Once a batch held
 * several, the next ones may gather for 3 ms from the end of that batch. Belongs to the loop's
 * thread.
 */
final class CommandBatches {
  /** So many commands make a batch that need not wait for more. */
  static final int ENOUGH = 200;

  private static final int SEVERAL = 8;
  private static final long GATHERING = Duration.ofMillis(3).toNanos();
  private static final long STARTS_WAIT = Duration.ofMillis(5).toNanos();
  private static final byte[] START = CloudEventHeaders.type(WireFormat.nameOf(StartQuery.class));

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition commands;
  private final LongSupplier nanos;
  private int lastSize;
  private long lastEnd;

  CommandBatches(Consumer<byte[], byte[]> consumer, TopicPartition commands, LongSupplier nanos) {
    this.consumer = consumer;
    this.commands = commands;
    this.nanos = nanos;
  }

  /** Returns the next commands, in their order; none if none come within {@code patience}. */
  List<ConsumerRecord<byte[], byte[]>> next(Duration patience) {
    List<ConsumerRecord<byte[], byte[]>> batch = poll(patience);
    if (batch.isEmpty() || batch.size() >= ENOUGH) {
      return batch;
    }
    List<ConsumerRecord<byte[], byte[]>> gathered = new ArrayList<>(batch);
    if (lastSize >= SEVERAL) {
      gatherMore(gathered, lastEnd + GATHERING);
    }
    if (areStarts(gathered)) {
      awaitAnother(gathered, nanos.getAsLong() + STARTS_WAIT);
    }
    return gathered;
  }

  private void gatherMore(List<ConsumerRecord<byte[], byte[]>> gathered, long until) {
    for (long left = left(until); left > 0 && gathered.size() < ENOUGH; left = left(until)) {
      // the next fetch is under way already: what it brings is read in one go, later
      LockSupport.parkNanos(left);
      gathered.addAll(poll(Duration.ZERO));
    }
  }

  private void awaitAnother(List<ConsumerRecord<byte[], byte[]>> starts, long until) {
    boolean alone = true;
    for (long left = left(until); alone && left > 0; left = left(until)) {
      List<ConsumerRecord<byte[], byte[]>> more = poll(Duration.ofNanos(left));
      alone = areStarts(more);
      starts.addAll(more);
    }
  }

  private static boolean areStarts(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().allMatch(CommandBatches::isStart);
  }

  private static boolean isStart(ConsumerRecord<byte[], byte[]> record) {
    Header type = record.headers().lastHeader(CloudEventHeaders.TYPE);
    return type != null && Arrays.equals(type.value(), START);
  }

  /** Notes the end of a batch of that size: it is committed, or on its way. */
  void ended(int size) {
    lastSize = size;
    lastEnd = nanos.getAsLong();
  }

  private List<ConsumerRecord<byte[], byte[]>> poll(Duration patience) {
    return consumer.poll(patience).records(commands);
  }

  private long left(long until) {
    return until - nanos.getAsLong();
  }
}
