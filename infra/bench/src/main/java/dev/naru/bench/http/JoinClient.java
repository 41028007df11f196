package dev.naru.bench.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A closed loop on one thread: each connection sends the next request when its last is answered.
 * One thread on a selector costs a small part of what the server costs.
 */
final class JoinClient {
  private static final long LONGEST_SILENCE_MILLIS = 30_000;

  private final InetSocketAddress server;
  private final JoinRequest requests;
  private final int expectedStatus;
  private final Latencies latencies = new Latencies();
  private long endAt;
  private long left;
  private int others;
  private int reconnections;
  private int underWay;

  JoinClient(InetSocketAddress server, JoinRequest requests, int expectedStatus) {
    this.server = server;
    this.requests = requests;
    this.expectedStatus = expectedStatus;
  }

  /** Goes round for a while. */
  Round closedLoop(int connections, Duration duration) throws IOException {
    return run(connections, Long.MAX_VALUE, duration);
  }

  /** One request on each of so many new connections, all at once; connecting counts. */
  Round burst(int connections) throws IOException {
    return run(connections, connections, Duration.ofMinutes(1));
  }

  private Round run(int connections, long most, Duration duration) throws IOException {
    long cpu = Cpu.ofThisThread();
    long start = System.nanoTime();
    left = most;
    endAt = start + duration.toNanos();
    List<Connection> open = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        Connection connection = new Connection(server, selector, requests.length());
        open.add(connection);
        sendNext(connection, System.nanoTime());
      }
      while (underWay > 0) {
        step(selector);
      }
    } finally {
      for (Connection connection : open) {
        connection.close();
      }
    }
    return new Round(
        latencies, others, reconnections, System.nanoTime() - start, Cpu.ofThisThread() - cpu);
  }

  private void step(Selector selector) throws IOException {
    if (selector.select(LONGEST_SILENCE_MILLIS) == 0) {
      throw new IOException("No answer for " + LONGEST_SILENCE_MILLIS + " ms");
    }
    for (Iterator<SelectionKey> ready = selector.selectedKeys().iterator(); ready.hasNext(); ) {
      Connection connection = (Connection) ready.next().attachment();
      ready.remove();
      if (connection.advance()) {
        answered(connection);
      }
    }
  }

  private void answered(Connection connection) throws IOException {
    long now = System.nanoTime();
    underWay--;
    if (connection.status() == expectedStatus) {
      latencies.add(now - connection.sentAt());
    } else {
      others++;
    }
    if (connection.reuse()) {
      reconnections++;
    }
    sendNext(connection, now);
  }

  private void sendNext(Connection connection, long now) throws IOException {
    if (left > 0 && now < endAt) {
      left--;
      underWay++;
      connection.send(requests, now);
    }
  }
}
