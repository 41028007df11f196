package dev.naru.bench.http;

import dev.naru.embedded.EmbeddedServers;
import dev.naru.embedded.Servers.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
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
    Path folder = Files.createTempDirectory("naru-reference-");
    try (EmbeddedServers redis = new EmbeddedServers(folder, EnumSet.of(Kind.REDIS), Map.of())) {
      ProcessBuilder node =
          new ProcessBuilder("node", "bench.mjs", "" + jobs, "" + perSecond, "" + seconds)
              .directory(script.toFile())
              .redirectErrorStream(true);
      node.environment().put("REDIS", redis.start().redis());
      Process process = node.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher result = RESULT.matcher(output);
      if (process.waitFor() != 0 || !result.find()) {
        throw new IOException("The reference did not run; is 'npm ci' done there? " + output);
      }
      return new BullMqProcess(
          Double.parseDouble(result.group(1)),
          Double.parseDouble(result.group(2)),
          Double.parseDouble(result.group(3)));
    } finally {
      NaruProcess.delete(folder);
    }
  }
}
