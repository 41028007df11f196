package dev.naru.chaos;

import dev.naru.embedded.Connections;
import dev.naru.embedded.Servers;
import dev.naru.embedded.Servers.Kind;
import dev.naru.embedded.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The servers, and as many of each service as wanted, each in a process of its own. */
final class Product implements AutoCloseable {
  private final Path folder;
  private final Servers servers;
  private final Connections connections;
  private final List<Service> services = new ArrayList<>();

  /**
   * @param settings the {@code naru.yml} of all services
   */
  Product(Path folder, String settings) {
    this.folder = folder;
    this.servers = TestServers.in(folder.resolve("servers"), EnumSet.allOf(Kind.class));
    this.connections = servers.start();
    try {
      Files.writeString(folder.resolve("naru.yml"), settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Connections connections() {
    return connections;
  }

  /** Starts a service; it is not ready yet. */
  Service start(String module, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", connections.kafka());
    environment.put("SPRING_DATA_REDIS_URL", connections.redis());
    environment.put("SPRING_DATASOURCE_URL", connections.postgresJdbcUrl());
    environment.put("SPRING_DATASOURCE_USERNAME", connections.postgresUser());
    environment.put("SPRING_DATASOURCE_PASSWORD", connections.postgresPassword());
    environment.put("NARU_INGRESS_KEY_FOLDER", folder.resolve("keys").toString());
    environment.putAll(more);
    Service service = Service.start(module, folder, environment);
    services.add(service);
    return service;
  }

  void stop(Kind kind) {
    servers.stop(kind);
  }

  void startAgain(Kind kind) {
    servers.start(kind);
  }

  @Override
  public void close() {
    services.reversed().forEach(Service::close);
    servers.close();
  }
}
