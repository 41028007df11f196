package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.naru.ingress.FakeView;
import dev.naru.ingress.follow.Signals;
import dev.naru.ingress.view.Currencies;
import dev.naru.ingress.view.Head;
import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.Partitions;
import dev.naru.ingress.view.Stamps;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LongPollsTest {
  private static final int MOST = 3;
  private static final Seen<String> SEEN =
      new Seen<>(new Head(1, 1), UUID.randomUUID(), null, "\"t\"", "seen");

  private final Signals signals = new Signals();
  private final Stamps stamps = new Stamps();
  private final LongPolls polls =
      new LongPolls(
          signals,
          new Partitions(
              number ->
                  new Partition(number, new FakeView(), stamps, Currencies.alwaysCurrent(stamps))),
          MOST);

  @Test
  void moreThanThatMayLookButNotWait() {
    // given
    for (int i = 0; i < MOST; i++) {
      Thread.ofVirtual().start(() -> poll(false));
    }
    await().until(() -> signals.open() == MOST);

    // when, then
    assertThat(poll(true).thing()).isEqualTo("seen");
    assertThatThrownBy(() -> poll(false))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().slug()).isEqualTo("crowded"));
    signals.close();
    await().until(() -> signals.open() == 0);
  }

  private Seen<String> poll(boolean enough) {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    return polls.until(0, seen -> enough, () -> SEEN, Set.of(SEEN.id()), deadline);
  }
}
