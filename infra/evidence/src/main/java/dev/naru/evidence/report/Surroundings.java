package dev.naru.evidence.report;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Where a run took place: machine, JVM and version. */
public final class Surroundings {
  private static final Path CPUS = Path.of("/proc/cpuinfo");

  private Surroundings() {}

  public static Map<String, String> now() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "machine",
        "%d cores (%s), %d MB memory, %s %s; generator and system share it"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                processor(),
                memoryMegabytes(),
                System.getProperty("os.name"),
                System.getProperty("os.arch")));
    facts.put(
        "generator's JVM",
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
    String version = Surroundings.class.getPackage().getImplementationVersion();
    facts.put("version", (version == null ? "unpackaged" : version) + ", commit " + commit());
    return facts;
  }

  private static long memoryMegabytes() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize() >> 20
        : 0;
  }

  private static String processor() {
    try {
      return Files.readAllLines(CPUS).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown processor");
    } catch (IOException e) {
      return "unknown processor";
    }
  }

  private static String commit() {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=10")
              .redirectErrorStream(true)
              .start();
      try (InputStream output = git.getInputStream()) {
        String text = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
        return git.waitFor(5, TimeUnit.SECONDS) && git.exitValue() == 0 ? text : "unknown";
      }
    } catch (IOException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }
}
