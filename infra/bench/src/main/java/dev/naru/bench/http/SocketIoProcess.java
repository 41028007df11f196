package dev.naru.bench.http;

import java.io.IOException;
import java.nio.file.Path;
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
    Matcher result = NodeReference.run(script, RESULT, clients, rounds, warmUp);
    return new SocketIoProcess(
        Double.parseDouble(result.group(1)),
        Double.parseDouble(result.group(2)),
        Double.parseDouble(result.group(3)));
  }
}
