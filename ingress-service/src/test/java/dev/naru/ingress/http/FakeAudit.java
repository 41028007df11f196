package dev.naru.ingress.http;

import dev.naru.ingress.audit.Audit;
import dev.naru.ingress.audit.AuditEntry;
import dev.naru.ingress.store.StoreAwayException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An audit in memory. */
final class FakeAudit implements Audit {
  final List<AuditEntry> entries = new CopyOnWriteArrayList<>();
  volatile boolean away;

  @Override
  public void add(AuditEntry entry) {
    requireHere();
    entries.add(entry);
  }

  @Override
  public List<Numbered> list(int most, @Nullable Long before) {
    requireHere();
    return IntStream.range(0, entries.size())
        .map(i -> entries.size() - 1 - i)
        .filter(i -> before == null || i < before)
        .limit(most)
        .mapToObj(i -> new Numbered(i, entries.get(i)))
        .toList();
  }

  private void requireHere() {
    if (away) {
      throw new StoreAwayException(new IllegalStateException("away"));
    }
  }
}
