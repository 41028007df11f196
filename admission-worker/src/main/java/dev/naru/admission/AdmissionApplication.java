package dev.naru.admission;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The admission worker as a process of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({AdmissionConfiguration.class, ActuatorConfiguration.class})
public class AdmissionApplication {
  /** Where {@code infra/compose.yml} has the servers; any setting goes before these. */
  private static final Map<String, Object> ON_THIS_MACHINE =
      Map.of(
          "spring.kafka.bootstrap-servers", "127.0.0.1:9092",
          "spring.data.redis.url", "redis://127.0.0.1:6379",
          "spring.datasource.url", "jdbc:postgresql://127.0.0.1:5432/naru",
          "spring.datasource.username", "naru");

  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(AdmissionApplication.class);
    application.setDefaultProperties(ON_THIS_MACHINE);
    application.run(args);
  }
}
