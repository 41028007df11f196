package dev.naru.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The servers for tests, as the system property {@code naru.servers} says: {@code embedded} (the
 * default) or {@code containers}, which needs a Docker engine and, on the test class path,
 * testcontainers-kafka and testcontainers-postgresql. What a test forgets to close is closed when
 * its JVM ends.
 */
public final class TestServers {

  private static final Queue<Servers> OPEN = new ConcurrentLinkedQueue<>();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> OPEN.forEach(Servers::close), "close-test-servers"));
  }

  private TestServers() {}

  /** Not started yet; the folder is for this test alone. */
  public static Servers in(Path folder, Set<Servers.Kind> kinds) {
    String mode = System.getProperty("naru.servers", "embedded");
    Servers servers =
        switch (mode) {
          case "embedded" -> new EmbeddedServers(folder, kinds, Map.of());
          case "containers" -> containers(kinds);
          default ->
              throw new IllegalArgumentException(
                  "Expected naru.servers to be embedded or containers, but it is " + mode);
        };
    OPEN.add(servers);
    return servers;
  }

  private static Servers containers(Set<Servers.Kind> kinds) {
    try {
      return ContainerServers.of(kinds);
    } catch (NoClassDefFoundError e) {
      throw new ServerException(
          "naru.servers=containers needs testcontainers-kafka and testcontainers-postgresql on the"
              + " test class path: "
              + e.getMessage(),
          e);
    }
  }
}
