package dev.naru.admission.history;

import dev.naru.embedded.Connections;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The history alone, as the worker's application has it. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(HistoryConfiguration.class)
class HistoryApplication {

  static ConfigurableApplicationContext start(Connections servers) {
    Map<String, Object> properties =
        Map.of(
            "spring.kafka.bootstrap-servers", servers.kafka(),
            "spring.datasource.url", servers.postgresJdbcUrl(),
            "spring.datasource.username", servers.postgresUser(),
            "spring.datasource.password", servers.postgresPassword(),
            "spring.datasource.hikari.connection-timeout", "1000",
            "spring.datasource.hikari.initialization-fail-timeout", "-1",
            "spring.datasource.hikari.data-source-properties.reWriteBatchedInserts", "true",
            "spring.jpa.hibernate.ddl-auto", "none",
            "spring.jpa.open-in-view", "false");
    return new SpringApplicationBuilder(HistoryApplication.class)
        .web(WebApplicationType.NONE)
        .bannerMode(org.springframework.boot.Banner.Mode.OFF)
        .properties(properties)
        .run("--management.endpoint.health.validate-group-membership=false");
  }
}
