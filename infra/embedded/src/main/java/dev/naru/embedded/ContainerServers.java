package dev.naru.embedded;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;

/** The servers as containers, on fixed ports so that they keep them when stopped and started. */
final class ContainerServers implements Servers {

  private static final Duration START = Duration.ofSeconds(90);

  private final Map<Kind, ContainerServer> servers = new EnumMap<>(Kind.class);
  private @Nullable Connections connections;

  private ContainerServers(Set<Kind> kinds) {
    for (Kind kind : kinds) {
      servers.put(
          kind,
          switch (kind) {
            case KAFKA -> Containers.kafka();
            case REDIS -> Containers.redis();
            case POSTGRES -> Containers.postgres();
          });
    }
  }

  /** Throws at once if no Docker engine answers: tests that were asked for never pass unrun. */
  static ContainerServers of(Set<Kind> kinds) {
    try {
      DockerClientFactory.instance().client();
    } catch (RuntimeException e) {
      throw new ServerException("profile containers needs a Docker engine: " + e.getMessage(), e);
    }
    return new ContainerServers(kinds);
  }

  @Override
  public synchronized Connections start() {
    try {
      ParallelStart.of(servers.values(), START);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    if (connections == null) {
      connections =
          new Connections(
              address(Kind.KAFKA),
              address(Kind.REDIS),
              address(Kind.POSTGRES),
              servers.containsKey(Kind.POSTGRES) ? Containers.NAME : "",
              servers.containsKey(Kind.POSTGRES) ? Containers.NAME : "");
    }
    return connections;
  }

  @Override
  public synchronized void start(Kind kind) {
    server(kind).start();
  }

  @Override
  public synchronized void stop(Kind kind) {
    server(kind).stop();
  }

  @Override
  public synchronized void close() {
    Stream<Runnable> removals = servers.values().stream().map(server -> server::remove);
    AllOf.run(removals.toList());
  }

  private String address(Kind kind) {
    var server = servers.get(kind);
    return server == null ? "" : server.address();
  }

  private ContainerServer server(Kind kind) {
    var server = servers.get(kind);
    if (server == null) {
      throw new IllegalArgumentException("%s is not among these servers".formatted(kind));
    }
    return server;
  }
}
