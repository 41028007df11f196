package dev.naru.query.slot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** Notes each commit as "slot:offset metadata", and which slots are paused. */
final class FakeLog implements SlotLog {
  final List<String> commits = new ArrayList<>();
  final Set<Integer> paused = new HashSet<>();
  boolean available = true;

  @Override
  public boolean commit(Map<Integer, OffsetAndMetadata> offsets, Duration timeout) {
    if (available) {
      offsets.forEach(
          (slot, offset) -> commits.add(slot + ":" + offset.offset() + " " + offset.metadata()));
    }
    return available;
  }

  @Override
  public void pause(int slot) {
    paused.add(slot);
  }

  @Override
  public void resume(int slot) {
    paused.remove(slot);
  }
}
