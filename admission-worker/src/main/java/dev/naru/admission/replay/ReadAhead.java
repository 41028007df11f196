package dev.naru.admission.replay;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Reads on a thread of its own, a few thousand items ahead: decoding what comes next costs as much
 * as replaying what came before. After the source's end it is read by the caller, because it may
 * have grown. A failure of the source is thrown where it happened. For one caller.
 */
final class ReadAhead<T> implements Iterator<T>, AutoCloseable {
  private static final int CHUNK = 512;
  private static final int CHUNKS = 8;
  private static final long LOOK_MILLIS = 50;

  private final Iterator<T> source;
  private final BlockingQueue<Chunk<T>> chunks = new ArrayBlockingQueue<>(CHUNKS);
  private final Thread reader;
  private Chunk<T> chunk = new Chunk<>(List.of(), null, false);
  private int next;
  private volatile boolean closed;

  /** The source belongs to this until it is closed. */
  ReadAhead(Iterator<T> source) {
    this.source = source;
    this.reader =
        Thread.ofPlatform()
            .daemon()
            .name(Thread.currentThread().getName() + "-reader")
            .priority(Thread.currentThread().getPriority())
            .start(this::read);
  }

  private void read() {
    boolean last = false;
    while (!last && !closed) {
      Chunk<T> read = readChunk();
      last = read.last;
      hand(read);
    }
  }

  private Chunk<T> readChunk() {
    List<T> items = new ArrayList<>(CHUNK);
    try {
      while (items.size() < CHUNK) {
        if (closed || !source.hasNext()) {
          return new Chunk<>(items, null, true);
        }
        items.add(source.next());
      }
      return new Chunk<>(items, null, false);
    } catch (RuntimeException e) {
      return new Chunk<>(items, e, true);
    }
  }

  private void hand(Chunk<T> read) {
    try {
      while (!closed && !chunks.offer(read, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        // the caller is slower
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean hasNext() {
    while (next == chunk.items.size()) {
      if (chunk.failure != null) {
        throw chunk.failure;
      }
      if (chunk.last) {
        return source.hasNext();
      }
      chunk = take();
      next = 0;
    }
    return true;
  }

  private Chunk<T> take() {
    try {
      return chunks.take();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The reading has come to its end");
    }
    return next < chunk.items.size() ? chunk.items.get(next++) : source.next();
  }

  /** Returns when nobody reads the source any more. */
  @Override
  public void close() {
    closed = true;
    try {
      reader.join();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private record Chunk<T>(List<T> items, @Nullable RuntimeException failure, boolean last) {}
}
