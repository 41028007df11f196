package dev.naru.standalone;

import dev.naru.embedded.EmbeddedServers;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.boot.Banner.Mode;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The three services in one Spring context. */
final class Services {

  private Services() {}

  /**
   * Returns when they are ready.
   *
   * @param environment what was set
   * @param must what nobody may set otherwise
   * @param defaults what applies if nobody sets it
   * @param begun is given the context as soon as there is one, long before it is ready
   */
  static ConfigurableApplicationContext start(
      ConfigurableEnvironment environment,
      BackgroundServers servers,
      Map<String, Object> must,
      Map<String, Object> defaults,
      Consumer<ConfigurableApplicationContext> begun) {
    var fixed = new HashMap<>(must);
    fixed.put("server.address", "127.0.0.1");
    fixed.put("spring.config.location", "classpath:/standalone.yml");
    environment.getPropertySources().addFirst(new ServerAddresses(servers));
    environment.getPropertySources().addFirst(new MapPropertySource("naru-up", fixed));
    var application = new SpringApplication(StandaloneConfiguration.class);
    application.setEnvironment(environment);
    application.setBannerMode(Mode.OFF);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    application.setDefaultProperties(withLogLevels(defaults));
    application.addInitializers(begun::accept);
    return application.run();
  }

  private static Map<String, Object> withLogLevels(Map<String, Object> defaults) {
    var all = new HashMap<>(defaults);
    EmbeddedServers.LOG_LEVELS.forEach(
        (logger, level) -> all.put("logging.level." + logger, level));
    return all;
  }
}
