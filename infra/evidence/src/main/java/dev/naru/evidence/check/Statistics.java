package dev.naru.evidence.check;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Response times of one kind of request, in ms, failed ones included; percentiles are the value at
 * the nearest rank.
 *
 * @param failures how often each status was answered that the contract does not foresee
 */
public record Statistics(
    String request,
    int count,
    int failed,
    double mean,
    int p50,
    int p95,
    int p99,
    int max,
    Map<Integer, Long> failures) {

  public static Statistics of(String request, Collection<Reply> replies) {
    int[] millis =
        replies.stream()
            .filter(reply -> reply.request().equals(request))
            .mapToInt(Reply::millis)
            .sorted()
            .toArray();
    Map<Integer, Long> failures =
        replies.stream()
            .filter(reply -> reply.request().equals(request) && !reply.ok())
            .collect(Collectors.groupingBy(Reply::status, TreeMap::new, Collectors.counting()));
    return new Statistics(
        request,
        millis.length,
        (int) failures.values().stream().mapToLong(Long::longValue).sum(),
        Arrays.stream(millis).average().orElse(0),
        percentile(millis, 50),
        percentile(millis, 95),
        percentile(millis, 99),
        percentile(millis, 100),
        failures);
  }

  /** The value at the nearest rank of what is sorted; 0 of nothing. */
  static int percentile(int[] sorted, int percent) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(sorted.length * percent / 100.0);
    return sorted[Math.max(rank, 1) - 1];
  }
}
