package dev.naru.bench.http;

import dev.naru.embedded.EmbeddedServers;
import dev.naru.embedded.Servers.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Runs the {@code bench.mjs} of a folder in {@code node}, on a Redis of its own; once, {@code npm
 * ci} is to be done there.
 */
final class NodeReference {
  private NodeReference() {}

  /** Returns where the script's output holds the result; throws if it holds none, or fails. */
  static Matcher run(Path script, Pattern form, int... arguments)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("naru-reference-");
    try (EmbeddedServers redis = new EmbeddedServers(folder, EnumSet.of(Kind.REDIS), Map.of())) {
      List<String> command = new ArrayList<>(List.of("node", "bench.mjs"));
      IntStream.of(arguments).mapToObj(Integer::toString).forEach(command::add);
      ProcessBuilder node =
          new ProcessBuilder(command).directory(script.toFile()).redirectErrorStream(true);
      node.environment().put("REDIS", redis.start().redis());
      Process process = node.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher result = form.matcher(output);
      if (process.waitFor() != 0 || !result.find()) {
        throw new IOException("The reference did not run; is 'npm ci' done there? " + output);
      }
      return result;
    } finally {
      NaruProcess.delete(folder);
    }
  }
}
