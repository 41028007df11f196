package dev.naru.ingress;

import dev.naru.embedded.Connections;
import dev.naru.embedded.Servers;
import dev.naru.embedded.TestServers;
import dev.naru.model.wire.Topics;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Real servers, the fake decider, and the ingress on them. */
final class Stack implements AutoCloseable {
  final Servers servers;
  final Connections connections;
  private final Path folder;

  Stack(Path folder) throws Exception {
    this.folder = folder;
    servers = TestServers.in(folder.resolve("servers"), EnumSet.allOf(Servers.Kind.class));
    connections = servers.start();
    topics(connections.kafka());
  }

  private static void topics(String kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      NewTopic commands =
          new NewTopic(Topics.COMMANDS, Optional.of(1), Optional.empty())
              .configs(
                  Map.of(
                      "message.timestamp.type", "LogAppendTime", "max.message.bytes", "4194304"));
      NewTopic events = new NewTopic(Topics.EVENTS, Optional.of(1), Optional.empty());
      admin.createTopics(List.of(commands, events)).all().get(20, TimeUnit.SECONDS);
    }
  }

  ConfigurableApplicationContext startIngress(String... more) {
    SpringApplication application = new SpringApplication(IngressApplication.class);
    String[] settings = {
      "--server.port=0",
      "--server.address=127.0.0.1",
      "--spring.kafka.bootstrap-servers=" + connections.kafka(),
      "--spring.data.redis.url=" + connections.redis(),
      "--spring.datasource.url=" + connections.postgresJdbcUrl(),
      "--spring.datasource.username=" + connections.postgresUser(),
      "--spring.datasource.password=" + connections.postgresPassword(),
      "--naru.ingress.key-folder=" + folder.resolve("keys"),
      "--naru.ingress.instance=it"
    };
    String[] all = java.util.Arrays.copyOf(settings, settings.length + more.length);
    System.arraycopy(more, 0, all, settings.length, more.length);
    return application.run(all);
  }

  static int port(ConfigurableApplicationContext context) {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  @Override
  public void close() {
    servers.close();
  }
}
