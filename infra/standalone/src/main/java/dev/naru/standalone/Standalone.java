package dev.naru.standalone;

import dev.naru.embedded.EmbeddedServers;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;

/**
 * The start, in order: what can be wrong is looked at first, then the servers start in the
 * background while the services rehearse, then the services start, and then it is said.
 */
final class Standalone {
  private @Nullable StopOnSignal stop;

  Standalone() {}

  boolean isStopping() {
    return stop != null && stop.isStopping();
  }

  /** Returns when everything is ready. */
  void up(UpOptions options) {
    var environment = environment(SettingsFile.find(options.config()));
    var settings = SettingsCheck.require(environment);
    int port = HttpPort.require(options.port());

    var servers = new BackgroundServers(EmbeddedServers.in(options.data()));
    var warmUp = new Rehearsal(options.data().resolve("warm-up"), servers);
    var endpoints = new Endpoints(options.data());
    var stopping = new StopOnSignal(servers, warmUp, endpoints);
    stop = stopping;
    stopping.install();
    servers.start();
    servers.requireFolder();
    warmUp.run(settings.standalone().warmUp());

    var unused =
        Services.start(
            environment,
            servers,
            Map.of("server.port", port),
            Map.of("naru.ingress.key-folder", options.data().resolve("keys").toString()),
            context -> {
              stopping.services(context);
              beforeReady(context, warmUp);
            });
    String http = "http://127.0.0.1:" + port;
    endpoints.write(http, servers.connections());
    System.out.println(Banner.of(http, options.data(), settings.rooms().firstKey()));
  }

  /** Else the first crowd would meet what is still being thrown away. */
  private static void beforeReady(ConfigurableApplicationContext context, Rehearsal warmUp) {
    ApplicationRunner end = arguments -> warmUp.awaitEnd();
    context.getBeanFactory().registerSingleton("standaloneWarmUp", end);
  }

  /** Variables of the environment go before the file. */
  private static ConfigurableEnvironment environment(Optional<SettingsFile> file) {
    var environment = new StandardEnvironment();
    file.ifPresent(SettingsCheck::require);
    file.ifPresent(
        it -> it.sources().forEach(source -> environment.getPropertySources().addLast(source)));
    return environment;
  }
}
