package dev.naru.ingress.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.chunk.Chunks.Listening;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChunkSignalsTest {
  private final ChunkSignals signals = new ChunkSignals();
  private final UUID query = UUID.randomUUID();
  private final AtomicInteger heard = new AtomicInteger();

  @Test
  void everyListenerOfTheQueryHearsAndNoOther() {
    // given
    AtomicInteger other = new AtomicInteger();
    signals.listen(query, heard::incrementAndGet);
    signals.listen(query, heard::incrementAndGet);
    signals.listen(UUID.randomUUID(), other::incrementAndGet);

    // when
    signals.grown(query);
    signals.grown(UUID.randomUUID());

    // then
    assertThat(heard).hasValue(2);
    assertThat(other).hasValue(0);
  }

  @Test
  void whoeverClosedHearsNothingMoreAndLeavesNothingBehind() {
    // given
    Listening first = signals.listen(query, heard::incrementAndGet);
    Listening second = signals.listen(query, heard::incrementAndGet);

    // when
    first.close();
    first.close();
    signals.grown(query);
    second.close();
    signals.grown(query);

    // then
    assertThat(heard).hasValue(1);
    assertThat(signals.listenedTo()).isZero();
  }

  @Test
  void everybodyLooksWhenMessagesMayHaveBeenMissed() {
    // given
    signals.listen(query, heard::incrementAndGet);
    signals.listen(UUID.randomUUID(), heard::incrementAndGet);

    // when
    signals.missed();

    // then
    assertThat(heard).hasValue(2);
  }
}
