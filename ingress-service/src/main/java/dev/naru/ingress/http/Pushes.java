package dev.naru.ingress.http;

import dev.naru.ingress.chunk.Chunks;
import dev.naru.ingress.follow.Signals;
import dev.naru.ingress.news.RoomNews;
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
  private final ThreadFactory threads = Thread.ofVirtual().name("push-", 0).factory();
  private final AtomicInteger open = new AtomicInteger();
  private final Counter dropped;

  Pushes(
      Signals signals,
      Partitions partitions,
      Chunks chunks,
      RoomNews news,
      MeterRegistry registry) {
    this.signals = signals;
    this.partitions = partitions;
    this.chunks = chunks;
    this.news = news;
    this.dropped =
        Counter.builder("naru.pushes.dropped")
            .description("Pushes that ended because the client did not read")
            .register(registry);
    Gauge.builder("naru.pushes.open", open, AtomicInteger::get)
        .description("Clients that are told of changes as they come")
        .register(registry);
  }

  /**
   * Makes the answer to the request a push, and returns at once.
   *
   * @param number of the partition that the thing is on
   * @param id of the thing, as it was asked for
   */
  void begin(
      HttpServletRequest request, HttpServletResponse response, int number, UUID id, PushFeed feed)
      throws IOException {
    Partition partition = partitions.of(number);
    PushConnection connection = PushConnection.open(request, response, PATIENCE);
    open.incrementAndGet();
    threads.newThread(() -> run(partition, id, feed, connection)).start();
  }

  private void run(Partition partition, UUID id, PushFeed feed, PushConnection connection) {
    try (PushEar ear = new PushEar(signals, partition, chunks, news, id)) {
      new Push(feed, ear, connection).run();
    } catch (SlowReaderException e) {
      dropped.increment();
      log.info("A push ended because its client did not read; it may resume: id={}", id);
    } catch (IOException e) {
      log.debug("The client of a push is gone: id={}", id, e);
    } catch (RuntimeException e) {
      log.error("A push ended with an unexpected error; its client may resume: id={}", id, e);
    } finally {
      open.decrementAndGet();
      connection.close();
    }
  }
}
