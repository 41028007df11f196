package dev.naru.query.result;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.RetryListener;

/** Says that the history stands still, and why. */
final class HistoryRetries implements RetryListener {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryRetries.class);

  @Override
  public void failedDelivery(ConsumerRecord<?, ?> record, @Nullable Exception error, int attempt) {
    say(1, error, attempt);
  }

  @Override
  public void failedDelivery(
      ConsumerRecords<?, ?> records, @Nullable Exception error, int attempt) {
    say(records.count(), error, attempt);
  }

  private static void say(int events, @Nullable Exception error, int attempt) {
    LOG.warn(
        "The history cannot be written, so its events wait in the log: events={} attempt={} reason={}",
        events,
        attempt,
        String.valueOf(rootOf(error)));
  }

  private static @Nullable Throwable rootOf(@Nullable Throwable error) {
    Throwable root = error;
    while (root != null && root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }
}
