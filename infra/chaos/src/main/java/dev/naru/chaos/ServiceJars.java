package dev.naru.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The services' jars, unpacked once for each folder: a start from the packed one takes twice the
 * processor, and here six start at once.
 */
final class ServiceJars {
  private ServiceJars() {}

  /**
   * @param java the program
   * @param folder below which it is unpacked
   */
  static synchronized Path unpacked(String java, String module, Path folder) throws IOException {
    Path packed = packed(module);
    Path there = folder.resolve("jars").resolve(module);
    if (!Files.exists(there)) {
      Process unpacking =
          new ProcessBuilder(
                  java,
                  "-Djarmode=tools",
                  "-jar",
                  packed.toString(),
                  "extract",
                  "--destination",
                  there.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(unpacking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (unpacking.onExit().join().exitValue() != 0) {
        throw new IOException("Expected " + packed + " to be unpacked, but: " + said);
      }
    }
    return there.resolve(packed.getFileName());
  }

  private static Path packed(String module) throws IOException {
    Path root = Path.of(System.getProperty("naru.root", "../.."));
    Path target = root.resolve(module).resolve("target").toAbsolutePath().normalize();
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.toString().endsWith("-exec.jar"))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalStateException("Expected the build to have made a jar in " + target));
    }
  }
}
