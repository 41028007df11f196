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
 * The reference for broadcasts, {@code infra/bench/socketio}: three socket.io servers on a Redis of
 * their own. Needs {@code node} and, once, {@code npm ci} in that folder.
 *
 * @param p50 ms from the operator's 202 to the last client
 * @param p95 likewise
 * @param max likewise
 */
record SocketIoProcess(double p50, double p95, double max) {
  private static final Pattern RESULT =
      Pattern.compile("\\{\"p50\":([0-9.]+),\"p95\":([0-9.]+),\"max\":([0-9.]+)}");

  static SocketIoProcess run(Path script, int clients, int rounds, int warmUp)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("naru-reference-");
    try (EmbeddedServers redis = new EmbeddedServers(folder, EnumSet.of(Kind.REDIS), Map.of())) {
      ProcessBuilder node =
          new ProcessBuilder("node", "bench.mjs", "" + clients, "" + rounds, "" + warmUp)
              .directory(script.toFile())
              .redirectErrorStream(true);
      node.environment().put("REDIS", redis.start().redis());
      Process process = node.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher result = RESULT.matcher(output);
      if (process.waitFor() != 0 || !result.find()) {
        throw new IOException("The reference did not run; is 'npm ci' done there? " + output);
      }
      return new SocketIoProcess(
          Double.parseDouble(result.group(1)),
          Double.parseDouble(result.group(2)),
          Double.parseDouble(result.group(3)));
    } finally {
      NaruProcess.delete(folder);
    }
  }
}
