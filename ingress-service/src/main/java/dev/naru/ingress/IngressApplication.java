package dev.naru.ingress;

import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The ingress service on its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(IngressConfiguration.class)
public class IngressApplication {

  public static void main(String[] arguments) {
    SpringApplication application = new SpringApplication(IngressApplication.class);
    application.setBannerMode(Banner.Mode.OFF);
    // the follower says once what the client says several times a second
    application.setDefaultProperties(
        Map.of("logging.level.org.apache.kafka.clients.NetworkClient", "ERROR"));
    application.run(arguments);
  }
}
