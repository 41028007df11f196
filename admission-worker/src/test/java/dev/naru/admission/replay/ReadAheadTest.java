package dev.naru.admission.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadAheadTest {

  @Test
  void everythingComesInItsOrder() {
    // given
    List<Integer> items = IntStream.range(0, 10_000).boxed().toList();

    // when
    List<Integer> read = new ArrayList<>();
    try (ReadAhead<Integer> ahead = new ReadAhead<>(items.iterator())) {
      ahead.forEachRemaining(read::add);
    }

    // then
    assertThat(read).isEqualTo(items);
  }

  @Test
  void aSourceThatGrewIsReadOn() {
    // given
    AtomicInteger end = new AtomicInteger(700);
    try (ReadAhead<Integer> ahead = new ReadAhead<>(new Numbers(end, Integer.MAX_VALUE))) {
      ahead.forEachRemaining(number -> {});

      // when
      end.set(702);

      // then
      assertThat(ahead).toIterable().containsExactly(700, 701);
    }
  }

  @Test
  void aFailureIsThrownWhereItHappened() {
    // given
    List<Integer> read = new ArrayList<>();
    try (ReadAhead<Integer> ahead = new ReadAhead<>(new Numbers(new AtomicInteger(9), 5))) {

      // when, then
      assertThatThrownBy(() -> ahead.forEachRemaining(read::add)).hasMessage("5");
      assertThat(read).containsExactly(0, 1, 2, 3, 4);
    }
  }

  @Test
  void whoClosesItBeforeTheEndReadsNoMore() {
    // given
    Numbers endless = new Numbers(new AtomicInteger(Integer.MAX_VALUE), Integer.MAX_VALUE);
    ReadAhead<Integer> ahead = new ReadAhead<>(endless);
    assertThat(ahead.next()).isZero();

    // when
    ahead.close();

    // then: the next one to take is ours alone
    int next = endless.next();
    assertThat(endless.next()).isEqualTo(next + 1);
  }

  /** 0, 1, 2 and so on. */
  private static final class Numbers implements Iterator<Integer> {
    private final AtomicInteger end;
    private final int failing;
    private int next;

    private Numbers(AtomicInteger end, int failing) {
      this.end = end;
      this.failing = failing;
    }

    @Override
    public boolean hasNext() {
      return next < end.get();
    }

    @Override
    public Integer next() {
      if (next == failing) {
        throw new IllegalStateException(Integer.toString(next));
      }
      return next++;
    }
  }
}
