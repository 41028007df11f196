package dev.naru.ingress.http;

import dev.naru.ingress.chunk.Chunks;
import dev.naru.ingress.follow.Signals;
import dev.naru.ingress.http.PushPlaces.Place;
import dev.naru.ingress.news.RoomNews;
import dev.naru.ingress.socket.SlowPeerException;
import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.Partitions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins pushes, each on a virtual thread, and counts those that are open. */
final class Pushes {
  /** A client that takes longer for one event is let go; it may resume. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(Pushes.class);

  private final Signals signals;
  private final Partitions partitions;
  private final Chunks chunks;
  private final RoomNews news;
  private final PushPlaces places;
  private final ThreadFactory threads = Thread.ofVirtual().name("push-", 0).factory();
  private final AtomicInteger open = new AtomicInteger();
  private final Lock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();
  private final Counter dropped;

  Pushes(
      Signals signals,
      Partitions partitions,
      Chunks chunks,
      RoomNews news,
      PushPlaces places,
      MeterRegistry registry) {
    this.signals = signals;
    this.partitions = partitions;
    this.chunks = chunks;
    this.news = news;
    this.places = places;
    this.dropped =
        Counter.builder("naru.pushes.dropped")
            .description("Pushes that ended because the client did not read")
            .register(registry);
    Gauge.builder("naru.pushes.open", open, AtomicInteger::get)
        .description("Clients that are told of changes as they come")
        .register(registry);
  }

  /** Makes the answer to the request a push, and returns at once; 429 if there are too many. */
  void begin(
      HttpServletRequest request, HttpServletResponse response, PushSubject subject, PushFeed feed)
      throws IOException {
    if (request.getMethod().equals("HEAD")) {
      Answers.push(response);
      return;
    }
    Place place = places.take(subject.sessionId());
    try {
      PushConnection.open(
          request,
          response,
          PATIENCE,
          connection -> threads.newThread(() -> run(subject, feed, connection, place)).start());
    } catch (IOException | RuntimeException e) {
      place.close();
      throw e;
    }
  }

  private void run(PushSubject subject, PushFeed feed, PushConnection connection, Place place) {
    try (place) {
      var unused = run(subject, feed, new EventStream(connection));
    } finally {
      connection.close();
    }
  }

  /** Takes a place for a push that is to run; 429 if there are too many of the session. */
  Place place(UUID sessionId) {
    return places.take(sessionId);
  }

  /** How a push ended. */
  enum End {
    TOLD,
    GONE,
    SLOW,
    FAILED
  }

  /** Runs a push to its end on this thread. */
  End run(PushSubject subject, PushFeed feed, PushClient client) {
    Partition partition = partitions.of(subject.partition());
    open.incrementAndGet();
    try (PushEar ear = new PushEar(signals, partition, chunks, news, subject.id())) {
      new Push(feed, ear, client).run();
      return End.TOLD;
    } catch (SlowReaderException | SlowPeerException e) {
      dropped.increment();
      log.info("A push ended because its client did not read; it may resume: id={}", subject.id());
      return End.SLOW;
    } catch (IOException e) {
      log.debug("The client of a push is gone: id={}", subject.id(), e);
      return End.GONE;
    } catch (RuntimeException e) {
      log.error(
          "A push ended with an unexpected error; its client may resume: id={}", subject.id(), e);
      return End.FAILED;
    } finally {
      ended();
    }
  }

  private void ended() {
    lock.lock();
    try {
      if (open.decrementAndGet() == 0) {
        none.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until none is open; returns whether it came to that. */
  boolean awaitNone(Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (open.get() > 0 && left > 0) {
        left = none.awaitNanos(left);
      }
      return open.get() == 0;
    } finally {
      lock.unlock();
    }
  }
}
