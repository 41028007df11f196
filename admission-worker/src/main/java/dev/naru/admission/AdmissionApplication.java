package dev.naru.admission;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The admission worker as a process of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(AdmissionConfiguration.class)
public class AdmissionApplication {
  public static void main(String[] args) {
    SpringApplication.run(AdmissionApplication.class, args);
  }
}
