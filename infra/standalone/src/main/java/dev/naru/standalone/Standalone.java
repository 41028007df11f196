package dev.naru.standalone;

import dev.naru.embedded.EmbeddedServers;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner.Mode;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The start, in order: what can be wrong is looked at first, then the servers start beside Spring,
 * then the services settle, and then it is said.
 */
final class Standalone {
  private @Nullable StopOnSignal stop;

  Standalone() {}

  boolean isStopping() {
    return stop != null && stop.isStopping();
  }

  void up(UpOptions options) {
    Optional<SettingsFile> file = SettingsFile.find(options.config());
    var environment = environment(file);
    file.ifPresent(SettingsCheck::require);
    String room = SettingsCheck.require(environment).getFirst();
    int port = HttpPort.require(options.port());

    var servers = new BackgroundServers(EmbeddedServers.in(options.data()));
    var endpoints = new Endpoints(options.data());
    var stopping = new StopOnSignal(servers, endpoints);
    stop = stopping;
    stopping.install();
    servers.start();

    environment.getPropertySources().addFirst(new ServerAddresses(servers));
    environment.getPropertySources().addFirst(chosen(options, port));
    application(environment, stopping).run();

    String http = "http://127.0.0.1:" + port;
    endpoints.write(http, servers.connections());
    System.out.println(Banner.of(http, options.data(), room));
  }

  /** Variables of the environment go before the file. */
  private static ConfigurableEnvironment environment(Optional<SettingsFile> file) {
    var environment = new StandardEnvironment();
    file.ifPresent(
        it -> it.sources().forEach(source -> environment.getPropertySources().addLast(source)));
    return environment;
  }

  /** What was asked for on the command line, and what must not be changed. */
  private static MapPropertySource chosen(UpOptions options, int port) {
    var chosen = new HashMap<String, Object>();
    chosen.put("server.address", "127.0.0.1");
    chosen.put("server.port", port);
    chosen.put("naru.ingress.key-folder", options.data().resolve("keys").toString());
    chosen.put("spring.config.location", "classpath:/standalone.yml");
    return new MapPropertySource("naru-up", chosen);
  }

  private static SpringApplication application(
      ConfigurableEnvironment environment, StopOnSignal stop) {
    var application = new SpringApplication(StandaloneConfiguration.class);
    application.setEnvironment(environment);
    application.setBannerMode(Mode.OFF);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    application.setDefaultProperties(logLevels());
    application.addInitializers(stop::services);
    return application;
  }

  private static Map<String, Object> logLevels() {
    var levels = new HashMap<String, Object>();
    EmbeddedServers.LOG_LEVELS.forEach(
        (logger, level) -> levels.put("logging.level." + logger, level));
    return levels;
  }
}
