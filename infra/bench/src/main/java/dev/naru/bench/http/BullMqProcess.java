package dev.naru.bench.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reference for queries, {@code infra/bench/bullmq}: no-op jobs, 10 at once, on a Redis of its
 * own. Needs {@code node} and, once, {@code npm ci} in that folder.
 *
 * @param perSecond of a full queue
 * @param p50 ms from add to completed at a steady rate
 * @param p99 likewise
 */
record BullMqProcess(double perSecond, double p50, double p99) {
  private static final Pattern RESULT =
      Pattern.compile("\\{\"perSecond\":([0-9.]+),\"p50\":([0-9.]+),\"p99\":([0-9.]+)}");

  static BullMqProcess run(Path script, int jobs, int perSecond, int seconds)
      throws IOException, InterruptedException {
    Matcher result = NodeReference.run(script, RESULT, jobs, perSecond, seconds);
    return new BullMqProcess(
        Double.parseDouble(result.group(1)),
        Double.parseDouble(result.group(2)),
        Double.parseDouble(result.group(3)));
  }
}
