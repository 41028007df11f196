package dev.naru.admission.replay;

import dev.naru.admission.runs.ReplayEngine;
import dev.naru.admission.runs.ReplayFailedException;
import dev.naru.model.wire.WireFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Runs each replay in a JVM of its own, which makes room for everybody else: a replay holds a state
 * as large as the worker's and makes garbage as fast as it can, which no thread priority keeps from
 * those who wait in a line.
 */
public final class SeparateReplayEngine implements ReplayEngine {
  private static final String LOADER = "org.springframework.boot.loader.launch.PropertiesLauncher";

  /**
   * Linux: runs when nobody else wants to; the nicest process still keeps others waiting for ms.
   */
  private static final Path CHRT = Path.of("/usr/bin/chrt");

  private static final List<String> WHEN_IDLE = List.of(CHRT.toString(), "--idle", "0");
  private static final List<String> NICEST = List.of("nice", "-n", "19");

  private final String kafka;
  private final String redis;
  private final String postgres;
  private final int partition;
  private final WireFormat wire = new WireFormat();

  /**
   * @param postgres where the snapshots are, a JDBC URL with everything in it
   * @param redis where the live view is, such as {@code redis://127.0.0.1:6379}
   */
  public SeparateReplayEngine(String kafka, String redis, String postgres, int partition) {
    this.kafka = kafka;
    this.redis = redis;
    this.postgres = postgres;
    this.partition = partition;
  }

  @Override
  public String run(Order order, Progress progress) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command()).redirectError(Redirect.INHERIT);
      builder.environment().put(ReplayProcess.POSTGRES, postgres);
      Process process = builder.start();
      try (Writer in = process.outputWriter(StandardCharsets.UTF_8);
          BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        in.write(wire.encodePart(order) + "\n");
        in.flush();
        return report(out, progress);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Expected a process for the replay, but there is none", e);
    }
  }

  private static String report(BufferedReader out, Progress progress) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case ReplayProcess.AT -> progress.at(Long.parseLong(words[1]), Long.parseLong(words[2]));
        case ReplayProcess.REPORT -> {
          return text(words[1]);
        }
        case ReplayProcess.FAILED -> throw new ReplayFailedException(text(words[1]));
        default -> throw new IOException("Expected a word of a replay, but it said " + line);
      }
    }
    throw new IOException("Expected a report of the replay, but its process ended without one");
  }

  private static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(Files.isExecutable(CHRT) ? WHEN_IDLE : NICEST);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // one thread collects: two would take both cores at once
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    String main = ReplayProcess.class.getName();
    if (ClassLoader.getSystemResource(LOADER.replace('.', '/') + ".class") != null) {
      command.addAll(List.of("-Dloader.main=" + main, LOADER)); // from a jar with jars in it
    } else {
      command.add(main);
    }
    command.addAll(List.of(kafka, redis, Integer.toString(partition)));
    return command;
  }
}
