package dev.naru.query.upstream;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A response body that its reader pulls, buffer by buffer, on the reader's own thread: nothing of
 * it comes any more once the reader has left. At most one buffer is read ahead.
 */
final class PulledBody implements BodySubscriber<PulledBody> {

  /** What the connection has to say next: a piece, an error, or neither, which is the end. */
  private record Signal(@Nullable List<ByteBuffer> buffers, @Nullable Throwable error) {
    static final Signal END = new Signal(null, null);
  }

  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final CompletableFuture<PulledBody> subscribed = new CompletableFuture<>();
  private volatile Flow.@Nullable Subscription subscription;
  private boolean ended;

  /** Is there as soon as the body can be read, which is before any of it has come. */
  @Override
  public CompletionStage<PulledBody> getBody() {
    return subscribed;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(1);
    subscribed.complete(this);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    signals.add(new Signal(buffers, null));
  }

  @Override
  public void onError(Throwable error) {
    signals.add(new Signal(null, error));
  }

  @Override
  public void onComplete() {
    signals.add(Signal.END);
  }

  /** Waits for the next piece; null at the end. Throws if the connection broke before it. */
  byte @Nullable [] next() throws IOException, InterruptedException {
    return ended ? null : take(signals.take());
  }

  /** The same, within so many nanoseconds. */
  byte @Nullable [] next(long nanos) throws IOException, InterruptedException, TimeoutException {
    if (ended) {
      return null;
    }
    Signal signal = signals.poll(nanos, TimeUnit.NANOSECONDS);
    if (signal == null) {
      throw new TimeoutException();
    }
    return take(signal);
  }

  private byte @Nullable [] take(Signal signal) throws IOException {
    Throwable error = signal.error();
    List<ByteBuffer> buffers = signal.buffers();
    ended = buffers == null;
    if (error != null) {
      throw new IOException("Expected the rest of a body, but its connection broke", error);
    }
    if (buffers == null) {
      return null;
    }
    Flow.Subscription current = subscription;
    if (current != null) {
      current.request(1);
    }
    return joined(buffers);
  }

  private static byte[] joined(List<ByteBuffer> buffers) {
    ByteBuffer all = ByteBuffer.allocate(buffers.stream().mapToInt(ByteBuffer::remaining).sum());
    buffers.forEach(all::put);
    return all.array();
  }

  /** Whoever leaves before the end closes the connection. */
  void leave() {
    Flow.Subscription current = subscription;
    if (!ended && current != null) {
      current.cancel();
    }
  }
}
