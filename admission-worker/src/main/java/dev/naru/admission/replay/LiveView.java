package dev.naru.admission.replay;

import dev.naru.admission.state.RoomsState;
import dev.naru.admission.view.CanonicalView;
import dev.naru.admission.view.ViewReading;
import dev.naru.admission.view.ViewReading.Head;
import dev.naru.model.wire.WireFormat;
import io.lettuce.core.RedisException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds a state against the view in Redis at one and the same offset. The view moves on while it is
 * read: then the state follows it, and it is read again.
 */
final class LiveView {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final long PAUSE_MILLIS = 20;
  private static final int FEW = 3;

  private final String redis;
  private final int partition;
  private final WireFormat wire;

  /**
   * What came out.
   *
   * @param equal null if that cannot be said
   * @param words for people
   */
  record Comparison(@Nullable Boolean equal, String words) {}

  LiveView(String redis, int partition, WireFormat wire) {
    this.redis = redis;
    this.partition = partition;
    this.wire = wire;
  }

  /**
   * Compares.
   *
   * @param follow moves the state on until it stands at the given offset, if the log has it
   */
  Comparison compare(RoomsState state, LongConsumer follow) {
    try (ViewReading view = new ViewReading(redis, partition)) {
      long until = System.nanoTime() + PATIENCE_NANOS;
      String last = "there is none";
      while (System.nanoTime() < until) {
        Head head = view.head();
        if (head != null && head.offset() > state.offset()) {
          follow.accept(head.offset());
        }
        if (head != null && head.offset() == state.offset()) {
          List<String> differences =
              view.differences(CanonicalView.of(state, wire), head.generation(), FEW);
          if (head.equals(view.head())) {
            return differences.isEmpty()
                ? new Comparison(true, "equal at offset " + head.offset())
                : new Comparison(false, "at offset " + head.offset() + ": " + differences);
          }
          last = "it moved on each time that it was read";
        } else if (head != null) {
          last = "it stands at offset %d, the log at %d".formatted(head.offset(), state.offset());
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
      return new Comparison(null, "cannot be compared: " + last);
    } catch (RedisException e) {
      return new Comparison(null, "cannot be compared: Redis does not answer at " + redis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Comparison(null, "cannot be compared: interrupted");
    }
  }
}
