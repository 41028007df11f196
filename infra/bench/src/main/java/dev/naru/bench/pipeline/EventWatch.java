package dev.naru.bench.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Waits for the next committed record of a topic, as a follower of the events does. */
final class EventWatch implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final KafkaConsumer<byte[], byte[]> consumer;

  EventWatch(Clients clients, String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    consumer = clients.consumer("read_committed");
    consumer.assign(List.of(partition));
    consumer.seekToEnd(List.of(partition));
    consumer.position(partition);
  }

  void awaitNext() throws TimeoutException {
    if (consumer.poll(PATIENCE).isEmpty()) {
      throw new TimeoutException("No event within " + PATIENCE);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
