package dev.naru.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** The main class of a JVM that starts the servers, leaves traces and waits to be killed. */
final class KilledProcess {

  private KilledProcess() {}

  static Process start(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            KilledProcess.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .start();
  }

  public static void main(String[] arguments) throws Exception {
    var connections = EmbeddedServers.in(Path.of(arguments[0])).start();
    Traces.leave(connections, "written before the kill");
    System.out.println("READY");
    Thread.sleep(60_000);
  }
}
