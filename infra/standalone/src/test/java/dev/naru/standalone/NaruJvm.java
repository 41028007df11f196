package dev.naru.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Naru in a JVM of its own, as the launcher starts it, so that it can be signalled and killed. */
final class NaruJvm implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);

  private final Path data;
  private final Path output;
  private final Process process;

  private NaruJvm(Path data, Path output, Process process) {
    this.data = data;
    this.output = output;
    this.process = process;
  }

  static NaruJvm run(Path data, String... options) {
    try {
      var command = new ArrayList<String>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1"));
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.add(StandaloneApplication.class.getName());
      command.addAll(List.of("--data", data.toString()));
      command.addAll(List.of(options));
      Path output = Files.createTempFile(data.toAbsolutePath().getParent(), "naru", ".log");
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      return new NaruJvm(data, output, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the address of HTTP once Naru says that it is ready. */
  String awaitReady() throws InterruptedException {
    for (long end = System.nanoTime() + START.toNanos(); System.nanoTime() < end; ) {
      var http = endpoint("http");
      if (http.isPresent()) {
        return http.get();
      }
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    throw new AssertionError("Naru did not become ready:\n" + output());
  }

  /** Waits until so many servers are written down in the folder. */
  void awaitServers(Path folder, int count) throws InterruptedException {
    for (long end = System.nanoTime() + START.toNanos(); System.nanoTime() < end; ) {
      if (servers(folder).size() >= count) {
        return;
      }
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    throw new AssertionError("No servers in " + folder + ":\n" + output());
  }

  /** A field of endpoints.json, if that is there and of this process. */
  Optional<String> endpoint(String name) {
    try {
      JsonNode endpoints = new JsonMapper().readTree(Files.readString(file()));
      return endpoints.path("pid").asLong() == process.pid()
          ? Optional.of(endpoints.path(name).asString())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  Path file() {
    return data.resolve("endpoints.json");
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends SIGTERM; returns the exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    return exitCode();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("Naru does not end:\n" + output());
    }
    return process.exitValue();
  }

  /** {@code kill -9}: nothing gets a chance to clean up. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    exitCode();
  }

  /** The servers' processes that a data folder has written down and that live. */
  static List<Long> servers(Path folder) {
    if (!Files.exists(folder.resolve("children"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder.resolve("children"))) {
      return files
          .filter(file -> file.toString().endsWith(".pid"))
          .map(NaruJvm::pid)
          .filter(pid -> ProcessHandle.of(pid).isPresent())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long pid(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith("pid="))
          .mapToLong(line -> Long.parseLong(line.substring("pid=".length())))
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }
}
