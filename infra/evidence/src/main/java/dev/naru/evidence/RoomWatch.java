package dev.naru.evidence;

import dev.naru.evidence.check.RoomReading;
import dev.naru.evidence.subject.NaruHttp;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Looks at the room's public figures. */
final class RoomWatch {
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final NaruHttp naru;
  private final String room;

  RoomWatch(URI naru, String room) {
    this.naru = new NaruHttp(naru);
    this.room = room;
  }

  RoomReading now() throws InterruptedException {
    return naru.room(room);
  }

  /** Returns the first reading of an empty room, or the last one if it is not empty in time. */
  RoomReading awaitEmpty(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    RoomReading reading = now();
    while (!reading.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(PAUSE);
      reading = now();
    }
    return reading;
  }

  /** Begins to look four times a second. */
  Sampling sample() {
    return new Sampling();
  }

  /** Looks until it is closed, and remembers the most it has seen. */
  final class Sampling implements AutoCloseable {
    private final AtomicInteger mostActive = new AtomicInteger();
    private final AtomicInteger mostWaiting = new AtomicInteger();
    private final AtomicInteger misses = new AtomicInteger();
    private final Thread thread = Thread.ofVirtual().start(this::look);

    private void look() {
      try {
        while (!Thread.interrupted()) {
          lookOnce();
          Thread.sleep(PAUSE);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void lookOnce() throws InterruptedException {
      try {
        RoomReading reading = now();
        mostActive.accumulateAndGet(reading.active(), Math::max);
        mostWaiting.accumulateAndGet(reading.waiting(), Math::max);
      } catch (CannotRunException e) {
        misses.incrementAndGet();
      }
    }

    int mostActive() {
      return mostActive.get();
    }

    int mostWaiting() {
      return mostWaiting.get();
    }

    @Override
    public void close() {
      thread.interrupt();
      if (misses.get() > 0) {
        System.err.println("Looks at room '" + room + "' without an answer: " + misses);
      }
    }
  }
}
