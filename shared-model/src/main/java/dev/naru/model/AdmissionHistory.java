package dev.naru.model;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * How many were admitted lately: counts for each 10 s of the last 5 minutes, from which waits are
 * estimated. A sliding window of what really happened, never all of history. Times are ms since
 * 1970. Not thread-safe.
 */
public final class AdmissionHistory {
  private static final long BUCKET_MILLIS = 10_000;
  private static final int BUCKETS = 30;

  private final int[] counts = new int[BUCKETS];
  private long last = -1;
  private long first = -1;

  /** Counts one admission; {@code at} never goes back. */
  public void add(long at) {
    long bucket = at / BUCKET_MILLIS;
    if (first < 0) {
      first = bucket;
      last = bucket;
    }
    for (long passed = Math.max(last + 1, bucket - BUCKETS + 1); passed <= bucket; passed++) {
      counts[(int) (passed % BUCKETS)] = 0;
    }
    last = Math.max(last, bucket);
    counts[(int) (bucket % BUCKETS)]++;
  }

  /** Admissions in the minute before {@code now}, to the precision of a bucket. */
  public long lastMinute(long now) {
    return since(now, 6);
  }

  /**
   * Seconds until the given place in the line is served at the pace of the last 5 minutes; empty if
   * nobody was admitted.
   */
  public OptionalLong estimateSeconds(long position, long now) {
    long admitted = since(now, BUCKETS);
    if (admitted == 0) {
      return OptionalLong.empty();
    }
    long buckets = Math.clamp(now / BUCKET_MILLIS - first + 1, 1, BUCKETS);
    return OptionalLong.of(Math.ceilDiv(position * buckets * BUCKET_MILLIS, admitted * 1_000));
  }

  private long since(long now, int buckets) {
    long newest = now / BUCKET_MILLIS;
    long sum = 0;
    for (long bucket = Math.max(newest - buckets + 1, oldest());
        bucket <= Math.min(newest, last);
        bucket++) {
      sum += counts[(int) (bucket % BUCKETS)];
    }
    return sum;
  }

  private long oldest() {
    return Math.max(first, last - BUCKETS + 1);
  }

  /**
   * The written form: {@code <first>:<oldest bucket>:<count>,<count>,…}; empty if nobody was
   * admitted ever.
   */
  public String toText() {
    if (first < 0) {
      return "";
    }
    StringBuilder text =
        new StringBuilder(64).append(first).append(':').append(oldest()).append(':');
    for (long bucket = oldest(); bucket <= last; bucket++) {
      text.append(bucket == oldest() ? "" : ",").append(counts[(int) (bucket % BUCKETS)]);
    }
    return text.toString();
  }

  /** Reads the written form. */
  public static AdmissionHistory parse(String text) {
    AdmissionHistory history = new AdmissionHistory();
    if (!text.isEmpty()) {
      String[] parts = text.split(":", 3);
      int[] counts = Arrays.stream(parts[2].split(",")).mapToInt(Integer::parseInt).toArray();
      long oldest = Long.parseLong(parts[1]);
      history.first = Long.parseLong(parts[0]);
      history.last = oldest + counts.length - 1;
      for (int i = 0; i < counts.length; i++) {
        history.counts[(int) ((oldest + i) % BUCKETS)] = counts[i];
      }
    }
    return history;
  }
}
