package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequestThreadsTest {
  @Test
  void noMoreThanThatRunAtATimeAndAllRun() throws Exception {
    // given
    RequestThreads threads = new RequestThreads(2, task -> true);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(100);

    // when
    for (int i = 0; i < 100; i++) {
      threads.execute(
          () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Thread.yield();
            running.decrementAndGet();
            all.countDown();
          });
    }
    all.await();

    // then
    assertThat(most.get()).isBetween(1, 2);
  }
}
