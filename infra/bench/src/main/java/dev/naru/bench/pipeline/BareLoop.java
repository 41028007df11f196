package dev.naru.bench.pipeline;

import dev.naru.model.event.Envelope;
import dev.naru.model.event.SessionQueued;
import dev.naru.model.wire.CloudEventHeaders;
import dev.naru.model.wire.HashChain;
import dev.naru.model.wire.WireFormat;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The reference: consumes, and produces a record of an event's size for each, in transactions of
 * two producers that take turns, as the product does; decides nothing, keeps nothing, decodes
 * nothing.
 */
final class BareLoop implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  private final TopicPartition in;
  private final String out;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<KafkaProducer<byte[], byte[]>> producers;
  private final CompletableFuture<?>[] commits = {
    CompletableFuture.completedFuture(null), CompletableFuture.completedFuture(null)
  };
  private final ExecutorService committer = Executors.newSingleThreadExecutor();
  private final byte[] event = event();
  private final LongConsumer committed;
  private volatile boolean closing;
  private int turn;

  /**
   * @param from the first offset to consume
   * @param committed is given the last consumed offset of each committed batch
   */
  BareLoop(Clients clients, String in, String out, long from, LongConsumer committed) {
    this.in = new TopicPartition(in, 0);
    this.out = out;
    this.committed = committed;
    this.consumer = clients.consumer("read_uncommitted");
    this.producers = List.of(clients.transactional("bare-0-a"), clients.transactional("bare-0-b"));
    consumer.assign(List.of(this.in));
    consumer.seek(this.in, from);
  }

  /** Goes on until it is closed. */
  void run() throws ExecutionException, InterruptedException {
    while (!closing) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      if (!records.isEmpty()) {
        publish(records.records(in));
      }
    }
    for (CompletableFuture<?> commit : commits) {
      commit.get();
    }
  }

  private void publish(List<ConsumerRecord<byte[], byte[]>> records)
      throws ExecutionException, InterruptedException {
    KafkaProducer<byte[], byte[]> mine = producers.get(turn);
    commits[turn].get();
    producers.get(1 - turn).flush();
    mine.beginTransaction();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      ProducerRecord<byte[], byte[]> result = new ProducerRecord<>(out, 0, null, event);
      CloudEventHeaders.of("0-" + record.offset() + "-0", "SessionQueued.v1", "/bench")
          .forEach(result.headers()::add);
      var unused = mine.send(result);
    }
    long last = records.getLast().offset();
    commits[turn] =
        CompletableFuture.runAsync(
            () -> {
              mine.commitTransaction();
              committed.accept(last);
            },
            committer);
    turn = 1 - turn;
  }

  private static byte[] event() {
    return new WireFormat()
        .encode(
            new Envelope(
                1_000_000,
                0,
                1_763_690_400_123L,
                HashChain.GENESIS,
                new SessionQueued(
                    new UUID(1, 2), "default", "user-1000000", 1_000_000, 1_000_000, null)));
  }

  void stop() {
    closing = true;
  }

  @Override
  public void close() {
    committer.close();
    producers.forEach(KafkaProducer::close);
    consumer.close();
  }
}
