package dev.naru.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The scarce thing itself: answers after the question's {@code delayMillis}, and keeps its own
 * record. A call is open from its last byte until it is answered or its caller hangs up.
 */
final class CountingUpstream implements AutoCloseable {
  private static final long LOOK_MILLIS = 10;

  /** So long a hang-up may take to get here before its call counts. */
  private static final int LOOKS = 30;

  private final ServerSocketChannel door;
  private final Set<UpstreamCall> open = new LinkedHashSet<>();
  private final Set<String> asked = new HashSet<>();
  private final Set<String> attempts = new HashSet<>();
  private final List<String> broken = new ArrayList<>();
  private final int slots;
  private int mostAtOnce;

  /**
   * @param slots how many calls may be open at once
   */
  CountingUpstream(int slots) throws IOException {
    this.slots = slots;
    door = ServerSocketChannel.open();
    door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return door.socket().getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/answer";
  }

  private void accept() {
    while (door.isOpen()) {
      try {
        SocketChannel caller = door.accept();
        Thread.ofVirtual().start(() -> serve(caller));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void serve(SocketChannel caller) {
    try (caller) {
      UpstreamCall call = UpstreamCall.read(caller);
      begun(call);
      try {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(call.delayMillis());
        while (System.nanoTime() < end && !call.isAbandoned()) {
          TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
      } finally {
        ended(call);
      }
      call.answer();
    } catch (IOException e) {
      // the caller is gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void begun(UpstreamCall call) throws InterruptedException {
    asked.add(call.query());
    if (!attempts.add(call.query() + "#" + call.attempt())) {
      broken.add("attempt %s of query %s was made twice".formatted(call.attempt(), call.query()));
    }
    List<UpstreamCall> others = new ArrayList<>(open);
    for (int i = 0; i < LOOKS && contradicts(call, others); i++) {
      others.removeIf(UpstreamCall::isAbandoned);
      wait(LOOK_MILLIS);
    }
    if (contradicts(call, others)) {
      broken.add("call %s came while these were open: %s".formatted(call, others));
    }
    open.add(call);
    mostAtOnce = Math.max(mostAtOnce, others.size() + 1);
  }

  private boolean contradicts(UpstreamCall call, List<UpstreamCall> others) {
    return others.size() >= slots
        || others.stream().anyMatch(other -> other.query().equals(call.query()));
  }

  private synchronized void ended(UpstreamCall call) {
    open.remove(call);
  }

  /** The most calls that were open at once since {@link #forget}. */
  synchronized int mostAtOnce() {
    return mostAtOnce;
  }

  /** What contradicts an invariant since this was asked last. */
  synchronized List<String> takeBroken() {
    List<String> taken = List.copyOf(broken);
    broken.clear();
    return taken;
  }

  /** Whether this was asked the query at all. */
  synchronized boolean wasAsked(UUID queryId) {
    return asked.contains(queryId.toString());
  }

  synchronized void forget() {
    mostAtOnce = open.size();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
