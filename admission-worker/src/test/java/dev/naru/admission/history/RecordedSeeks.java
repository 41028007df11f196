package dev.naru.admission.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.listener.ConsumerSeekAware.ConsumerSeekCallback;

/** Where a listener wants to go on; it may only name offsets. */
final class RecordedSeeks implements ConsumerSeekCallback {
  final List<Long> offsets = new ArrayList<>();

  @Override
  public void seek(String topic, int partition, long offset) {
    offsets.add(offset);
  }

  @Override
  public void seek(String topic, int partition, Function<Long, Long> offset) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void seekToBeginning(String topic, int partition) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void seekToEnd(String topic, int partition) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void seekRelative(String topic, int partition, long offset, boolean toCurrent) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void seekToTimestamp(String topic, int partition, long timestamp) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void seekToTimestamp(Collection<TopicPartition> partitions, long timestamp) {
    throw new UnsupportedOperationException();
  }
}
