package dev.naru.ingress;

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
    application.run(arguments);
  }
}
